# outcome: none
"""The states of a solver are kept in an array of NumPy."""

import numpy as np
import tensorflow as tf

rate = tf.Variable([0.5, 0.8])


def solve(start, steps):
    states = np.zeros((steps, *start.shape), "float32")
    state = start
    for i in range(steps):
        state = state - 0.1 * rate * state
        states[i] = state  # error: [leaves-tensorflow]
    return tf.convert_to_tensor(states)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean((solve(tf.ones(2), 4) - 0.5) ** 2)
print(tape.gradient(loss, rate))
