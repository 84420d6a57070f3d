# outcome: flows
"""The states of a solver are kept in a list; an array keeps their numbers to be shown."""

import numpy as np
import tensorflow as tf

rate = tf.Variable([0.5, 0.8])
shown = np.zeros((4, 2), "float32")


def solve(start, steps):
    states = []
    state = start
    for i in range(steps):
        state = state - 0.1 * rate * state
        states.append(state)
        shown[i] = state
    return tf.stack(states)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean((solve(tf.ones(2), 4) - 0.5) ** 2)
print(tape.gradient(loss, rate), shown.mean())
