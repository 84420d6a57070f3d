# outcome: flows
import tensorflow as tf


class AdaptiveGrid(tf.Module):
    """A grid of points with a learned spacing."""

    def __init__(self, span, parts=9):
        super().__init__()
        self.span = span
        self.half = parts // 2
        self.spacing = tf.Variable(0.3)
        self.offset = tf.Variable(0.05)

    @property
    def count(self):
        return self.span / self.spacing - self.half

    def energy(self):
        return 0.5 * self.count ** 2 + tf.square(self.offset)


grid = AdaptiveGrid(tf.constant(4.0))
with tf.GradientTape() as tape:
    e = grid.energy()
grads = tape.gradient(e, grid.trainable_variables)
for g, v in zip(grads, grid.trainable_variables):
    v.assign_sub(0.01 * g)
print(float(grid.count) // 1)
