# outcome: flows
from __future__ import annotations

import tensorflow as tf


class Dist:
    """A normal distribution with overloaded operators."""

    def __init__(self, loc, scale):
        self.loc, self.scale = tf.convert_to_tensor(loc), tf.convert_to_tensor(scale)

    def __add__(self, other: Dist) -> Dist:
        return Dist(self.loc + other.loc, tf.sqrt(self.scale ** 2 + other.scale ** 2))

    def __rmul__(self, k) -> Dist:
        return Dist(k * self.loc, abs(k) * self.scale)

    def __gt__(self, t):
        return 1.0 - self.cdf(t)

    def cdf(self, t):
        return 0.5 * (1.0 + tf.math.erf((t - self.loc) / (self.scale * 2.0 ** 0.5)))


mu = tf.Variable([0.3, -0.2])
with tf.GradientTape() as tape:
    total = Dist(mu, [1.0, 1.0]) + 2.0 * Dist([0.1, 0.1], [0.5, 0.5])
    risk = tf.reduce_mean(total > 0.5)
print(tape.gradient(risk, mu))
