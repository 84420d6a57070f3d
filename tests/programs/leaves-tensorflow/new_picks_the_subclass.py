# outcome: none
import tensorflow as tf


class Kernel:
    """Makes the cheaper of two kinds where that is enough."""

    def __new__(cls, scale, exact=True):
        if cls is Kernel:
            return super().__new__(Exact if exact else Fast)
        return super().__new__(cls)

    def __init__(self, scale, exact=True):
        self.scale = scale

    def between(self, a, b):
        return self.of(tf.reduce_sum((a - b) ** 2) / self.scale)


class Exact(Kernel):
    def of(self, distance):
        return tf.exp(-distance)


class Fast(Kernel):
    def of(self, distance):
        return tf.constant(1.0 / (1.0 + distance.numpy()))  # error: [leaves-tensorflow]


scale = tf.Variable(2.0)
a, b = tf.constant([1.0, 2.0]), tf.constant([0.0, 1.0])
with tf.GradientTape() as tape:
    near = Kernel(scale).between(a, b)
print(tape.gradient(near, scale))
with tf.GradientTape() as tape:
    near = Kernel(scale, exact=False).between(a, b)
print(tape.gradient(near, scale))
