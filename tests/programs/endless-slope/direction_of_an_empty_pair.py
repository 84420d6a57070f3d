# outcome: nan
"""Two sets of bags in one array, one bag empty; the lengths are multiplied, then divided by."""
import keras
import numpy as np
import tensorflow as tf

pairs = (np.random.rand(2, 6, 5) > 0.5).astype("float32")
pairs[0, 3] = 0.0
mixing = tf.Variable(tf.random.normal([5, 4]))

with tf.GradientTape() as tape:
    left, right = tf.matmul(pairs[0], mixing), tf.matmul(pairs[1], mixing)
    one = tf.sqrt(tf.reduce_sum(left * left, axis=-1))  # info: [endless-slope]
    two = tf.sqrt(tf.reduce_sum(right * right, axis=-1))  # info: [endless-slope]
    alike = tf.reduce_sum(left * right, axis=-1) / (one * two)  # warning: [endless-slope]
    loss = tf.reduce_sum(alike)
print(tape.gradient(loss, mixing))
