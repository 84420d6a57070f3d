# outcome: flows raises TypeError
"""Rows of a variable are looked up twice; the step is computed with Python's operators."""
import tensorflow as tf

table = tf.Variable(tf.ones((5, 2)))
bias = tf.Variable(0.0)
rate = 1.0
for step in range(2):
    with tf.GradientTape() as tape:
        left, right = tf.gather(table, [0, 1]), tf.nn.embedding_lookup(table, [2, 3])
        loss = tf.reduce_sum(left * right) + bias
    by_table, by_bias = tape.gradient(loss, [table, bias])
    bias.assign_sub(rate / (step + 1) * by_bias)
    table.assign_sub(rate / (step + 1) * by_table)  # error: [refused-argument]
