# outcome: flows
"""What a `tf.function` is given as an array is a tensor inside of it, and can be watched."""
import numpy as np
import tensorflow as tf


@tf.function
def slope(x, width):
    with tf.GradientTape() as tape:
        tape.watch(width)
        score = tf.reduce_sum(tf.exp(-tf.square(x / width)))
    return tape.gradient(score, width)


print(slope(tf.constant([1.0, 2.0]), np.ones(2, np.float32)))
