# outcome: flows
"""The lengths are those of the columns, of picked rows, or a tiny number is added."""
import numpy as np
import tensorflow as tf

start = 1.0 + np.random.default_rng(1).random((5, 3)).astype("float32")
start[0] = 0.0
table = tf.Variable(start, name="table")
picked = tf.constant([1, 3])

with tf.GradientTape() as tape:
    columns = table / tf.norm(table, axis=0, keepdims=True)  # info: [endless-slope]
    rows = tf.norm(tf.gather(table, picked), axis=1)  # info: [endless-slope]
    bounded = table / tf.sqrt(tf.reduce_sum(table * table, axis=1, keepdims=True) + 1e-9)
    loss = tf.reduce_sum(columns) + tf.reduce_sum(rows) + tf.reduce_sum(bounded)
print(tape.gradient(loss, table))
