# outcome: flows
"""Linear interpolation between knots."""
import tensorflow as tf

knots = tf.constant([0.0, 0.5, 2.0, 1.0])
tau = tf.Variable(1.3, name="query_time")


class Interpolator:
    def __init__(self, values):
        self.values = values

    def locate(self, t):
        i = tf.cast(tf.floor(t), tf.int32)
        return i, tf.minimum(i + 1, len(self.values) - 1)

    def __call__(self, t):
        lo, hi = self.locate(t)
        frac = t - tf.cast(lo, t.dtype)
        return (1.0 - frac) * self.values[lo] + frac * self.values[hi]


f = Interpolator(knots)
with tf.GradientTape() as tape:
    y = f(tau)
print(tape.gradient(y, tau))
