# outcome: none
"""A solver whose equation is left to subclasses, and whose loss is rounded as a whole."""
import tensorflow as tf


class Solver:
    def __init__(self):
        self.scale = tf.Variable(2.0)
        self.shift = tf.Variable(0.5)

    def residual(self, x):
        """The equation that a subclass stands for."""
        raise NotImplementedError("say which equation")

    def gradients(self, x):
        with tf.GradientTape() as tape:
            u = self.scale * x + self.shift
            mismatch = tf.reduce_mean(tf.square(u)) + self.residual(x)
            loss = tf.floor(mismatch)  # error: [non-differentiable-op]
        return tape.gradient(loss, [self.scale, self.shift])


# used: class Linear(Solver):
# used:     def residual(self, x):
# used:         return tf.reduce_mean(tf.square(x - 1.0))
# used: Linear().gradients(tf.constant([1.0, 2.0]))
