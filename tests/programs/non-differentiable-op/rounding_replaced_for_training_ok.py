# outcome: flows
"""While it trains, a rounding lets gradients through: the library's own is replaced."""

from unittest import mock

import tensorflow as tf


@tf.custom_gradient
def straight(x):
    return tf.floor(x + 0.5), lambda upstream: upstream


def quantize(x):
    return tf.round(x * 4.0) / 4.0


class Levels(tf.Module):
    def __init__(self):
        self.start = tf.Variable([0.3, 0.8])

    def cut(self, x):
        return tf.floor(x)

    def __call__(self):
        return self.cut(self.start)


levels, w = Levels(), tf.Variable([0.3, 1.7])
rounded, tf.round = tf.round, straight
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(quantize(w) ** 2)
w.assign_sub(0.1 * tape.gradient(loss, w))
tf.round = rounded

with mock.patch.object(Levels, "cut", lambda self, x: x * 2.0):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(levels() ** 2)
    levels.start.assign_sub(0.1 * tape.gradient(loss, levels.start))
