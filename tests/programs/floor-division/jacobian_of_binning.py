# outcome: none
import tensorflow as tf


class Binner:
    def __init__(self, width):
        self.width = width

    def index(self, x):
        return tf.math.floordiv(x, self.width)  # error: [floor-division] or: [non-differentiable-op]

    def center(self, x):
        return (self.index(x) + 0.5) * self.width


x = tf.constant([0.3, 1.7, 2.2])
with tf.GradientTape() as tape:
    tape.watch(x)
    c = Binner(0.5).center(x)
J = tape.jacobian(c, x)
print(J)
