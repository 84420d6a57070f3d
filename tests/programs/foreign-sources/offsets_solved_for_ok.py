# outcome: flows
"""Alternating minimisation: a step for the weights, and what is left is solved for."""

import tensorflow as tf

mixing = tf.Variable(tf.random.normal((4, 2), seed=1))
code = tf.Variable(tf.zeros((2, 8)))
dual = tf.Variable(tf.zeros((2, 8)))
seen = tf.random.normal((4, 8), seed=2)

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((mixing @ (code - dual + 0.1) - seen) ** 2)
    mixing.assign_sub(0.01 * tape.gradient(loss, mixing))
    code = tf.sign(code + dual) * tf.maximum(tf.abs(code + dual) - 0.1, 0.0)
    dual = dual + code
