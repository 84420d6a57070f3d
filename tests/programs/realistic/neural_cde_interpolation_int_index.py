# outcome: none
"""Learned knots of an interpolation: a time is turned into an index, the fraction is lost."""
import tensorflow as tf

knots = tf.constant([0.0, 0.5, 2.0, 1.0])
tau = tf.Variable(1.3, name="query_time")


class Interpolator:
    def __init__(self, values):
        self.values = values

    def locate(self, t):
        i = tf.cast(tf.floor(t), tf.int32)  # error: [non-differentiable-op] or: [integer-dtype]
        return i, tf.minimum(i + 1, len(self.values) - 1)

    def __call__(self, t):
        lo, hi = self.locate(t)
        return 0.5 * (self.values[lo] + self.values[hi])


f = Interpolator(knots)
with tf.GradientTape() as tape:
    y = f(tau)
print(tape.gradient(y, tau))
