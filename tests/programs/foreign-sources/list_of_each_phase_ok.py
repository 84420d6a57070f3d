# outcome: flows
"""First the head is trained, then the features with it."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

features = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, activation="tanh")])
model = keras.Sequential([keras.Input((4,)), features, keras.layers.Dense(1)])
features.trainable = False


x, y = tf.random.normal((8, 4)), tf.random.normal((8, 1))


def train(rate, steps):
    optimizer = keras.optimizers.Adam(rate)
    trained = model.trainable_variables
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(loss, trained), trained))


train(0.1, 2)
before = features.get_weights()
features.trainable = True
train(0.01, 2)
moved = [np.any(old != new) for old, new in zip(before, features.get_weights())]
assert any(moved), "the features are as they were"
