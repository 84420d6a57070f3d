# outcome: flows
"""What binds a function to its class says nothing of how it is called."""

import functools
import tensorflow as tf


class Scales:
    def __init__(self):
        self.w = tf.Variable(2.0)

    @property
    @functools.lru_cache
    def two(self):
        return 2.0

    @classmethod
    @tf.custom_gradient
    def rounded(cls, x):
        return tf.round(x), lambda dy: dy

    @property
    @tf.function
    def squared(self):
        return self.w**2


scales = Scales()
with tf.GradientTape() as tape:
    y = Scales.rounded(scales.w) * scales.two + scales.rounded(scales.w) + scales.squared
print(tape.gradient(y, scales.w))
