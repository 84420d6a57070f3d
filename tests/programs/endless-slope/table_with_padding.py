# outcome: nan
"""The first row of a table is kept for padding, and the lengths of all rows are divided by."""
import numpy as np
import tensorflow as tf

start = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")
start[0] = 0.0
table = tf.Variable(start, name="table")
picked = tf.constant([1, 3])

with tf.GradientTape() as tape:
    length = tf.norm(table, axis=1, keepdims=True)  # warning: [endless-slope]
    bounded = table * tf.minimum(1.0, 1.0 / length)  # or: [endless-slope]
    loss = tf.reduce_sum(tf.gather(bounded, picked))
print(tape.gradient(loss, table))
