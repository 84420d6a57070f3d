# outcome: zero
import tensorflow as tf


class Beam:
    """The bending of a beam, with zeros where something isn't connected."""

    def __init__(self):
        self.stiffness = tf.Variable(1.5)
        self.missing = tf.UnconnectedGradients.ZERO

    def deflection(self, s):
        return tf.sin(self.stiffness * s) + s**3

    def curvature(self, s):
        with tf.GradientTape() as second:
            second.watch(s)
            with tf.GradientTape(persistent=True) as first:
                first.watch(s)
                y = self.deflection(s)
        slope = first.gradient(y, s)  # error: [outside-tape]
        return second.gradient(slope, s, unconnected_gradients=self.missing)


print(Beam().curvature(tf.constant([0.2, 0.7])))
