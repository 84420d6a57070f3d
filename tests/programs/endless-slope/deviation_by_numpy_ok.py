# outcome: flows
"""NumPy's deviation of a tensor is a number to the tape: it has no slope at all."""

import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(2)])
samples = tf.random.normal((6, 3), seed=1)


def scaled(x):
    return x / (np.std(x, axis=0) + 1e-3)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(scaled(model(samples)) - 1.0))
print(tape.gradient(loss, model.trainable_variables))
