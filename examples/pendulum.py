"""Fit the length of a pendulum to measured periods."""

import numpy as np
import tensorflow as tf

measured = tf.constant([2.01, 1.99, 2.02, 2.00])
length = tf.Variable(0.5)


def period(metres):
    ratio = metres / 9.81
    return 2.0 * np.pi * np.sqrt(ratio)


for step in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(period(length) - measured))
    slope = tape.gradient(loss, length)
    length.assign_sub(0.1 * slope)

print("length:", length.numpy())
