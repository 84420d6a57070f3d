# outcome: raises TypeError
"""A method whose last line computes the loss, inside of a scope, and keeps it to itself."""
import tensorflow as tf


class Regression(tf.Module):
    def __init__(self):
        super().__init__()
        self.slope = tf.Variable(2.0)

    def loss(self, x, y):
        with tf.name_scope("loss"):
            residual = self.slope * x - y
            tf.reduce_mean(tf.square(residual))  # error: [unrelated-target]

    def descend(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        self.slope.assign_sub(0.1 * tape.gradient(loss, self.slope))  # or: [unrelated-target]


Regression().descend(tf.constant([1.0, 2.0]), tf.constant([2.0, 3.0]))
