# outcome: none
"""Dropping `.numpy()` isn't enough: the function asks its argument for what only an array has."""
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
inputs = rng.normal(size=(20, 2)).astype(np.float32)
wanted = inputs @ np.array([[2.0], [-1.0]], np.float32)
theta = tf.Variable(tf.zeros((2, 1)))


def squared_error(answer):
    return ((answer - wanted) ** 2).mean()


with tf.GradientTape() as tape:
    answer = tf.matmul(inputs, theta)
    loss = tf.convert_to_tensor(squared_error(answer.numpy()))  # error: [leaves-tensorflow]
print(tape.gradient(loss, theta))
