# outcome: flows
"""A decorator of another package's: what it makes of a constructor, or of `build`, isn't known."""
from unittest import mock

import tensorflow as tf


class Scaled(tf.Module):
    @mock.patch.dict("os.environ", {"STAGE": "init"})
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(2.0)

    def __call__(self, x):
        return x * self.scale


class Shifted(tf.keras.layers.Layer):
    @mock.patch.dict("os.environ", {"STAGE": "build"})
    def build(self, shape):
        self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros")

    def call(self, x):
        return x + self.shift


x = tf.ones((4, 3))
for layer in (Scaled(), Shifted()):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(layer(x) - 1.5))
    print(tape.gradient(loss, layer.trainable_variables))
