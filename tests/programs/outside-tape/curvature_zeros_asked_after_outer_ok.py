# outcome: zero
import tensorflow as tf


class Beam:
    """A straight beam: its curvature is zero, and zeros are what is asked for."""

    def __init__(self):
        self.stiffness = tf.Variable(1.5)
        self.missing = tf.UnconnectedGradients.ZERO

    def deflection(self, s):
        return self.stiffness * s

    def curvature(self, s):
        with tf.GradientTape() as second:
            second.watch(s)
            with tf.GradientTape(persistent=True) as first:
                first.watch(s)
                y = self.deflection(s)
            slope = first.gradient(y, s)
        return second.gradient(slope, s, unconnected_gradients=self.missing)


level = tf.Variable(0.3)
base = tf.exp(level)
with tf.GradientTape() as tape:
    height = base + Beam().curvature(tf.constant([0.2, 0.7]))
print(tape.gradient(height, level, unconnected_gradients="zero"))
