# outcome: part
import tensorflow as tf


class AdaptiveGrid(tf.Module):
    """A grid of points with a learned spacing."""

    def __init__(self, span):
        super().__init__()
        self.span = span
        self.spacing = tf.Variable(0.3)
        self.offset = tf.Variable(0.05)

    @property
    def count(self):
        return self.span // self.spacing  # warning: [floor-division]

    def energy(self):
        return 0.5 * self.count ** 2 + tf.square(self.offset)


grid = AdaptiveGrid(tf.constant(4.0))
opt = tf.keras.optimizers.SGD(0.01)
with tf.GradientTape() as tape:
    e = grid.energy()
grads = tape.gradient(e, grid.trainable_variables)
for g, v in zip(grads, grid.trainable_variables):
    if g is not None:
        v.assign_sub(0.01 * g)
