# outcome: flows
"""A grid of cells learns to grow from one cell into a pattern, by a rule that all cells share."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

CHANNELS, ALIVE = 6, 3


def neighbourhood_kernels():
    here = np.zeros((3, 3), np.float32)
    here[1, 1] = 1.0
    slope = np.array([[-1, 0, 1]] * 3, np.float32) / 6.0
    kernels = np.stack([here, slope, slope.T], axis=-1)
    return tf.constant(np.tile(kernels[:, :, None, :], (1, 1, CHANNELS, 1)))


class Automaton(tf.keras.Model):
    def __init__(self, awake=0.5):
        super().__init__()
        self.awake = awake
        self.kernels = neighbourhood_kernels()
        self.rule = tf.keras.Sequential(
            [
                layers.Input((None, None, 3 * CHANNELS)),
                layers.Conv2D(16, 1, activation="relu"),
                layers.Conv2D(CHANNELS, 1),
            ]
        )

    def living(self, grid):
        return tf.nn.max_pool2d(grid[..., ALIVE : ALIVE + 1], 3, 1, "SAME") > 0.1

    def call(self, grid):
        seen = tf.nn.depthwise_conv2d(grid, self.kernels, [1, 1, 1, 1], "SAME")
        acts = tf.random.uniform(tf.shape(grid)[:3])[..., None] < self.awake
        after = grid + self.rule(seen) * tf.cast(acts, tf.float32)
        survives = tf.logical_and(self.living(grid), self.living(after))
        return after * tf.cast(survives, tf.float32)


def one_cell(size):
    grid = np.zeros((1, size, size, CHANNELS), np.float32)
    grid[0, size // 2, size // 2, ALIVE:] = 1.0
    return tf.constant(grid)


automaton = Automaton()
pattern = tf.random.uniform((1, 9, 9, 4))
optimizer = tf.keras.optimizers.Adam(2e-3)
rng = np.random.default_rng(0)
for generation in range(2):
    with tf.GradientTape() as tape:
        grid = one_cell(9)
        for _ in range(int(rng.integers(3, 5))):
            grid = automaton(grid)
        loss = tf.reduce_mean(tf.square(grid[..., :4] - pattern))
    weights = automaton.trainable_weights
    grads = [g / (tf.norm(g) + 1e-8) for g in tape.gradient(loss, weights)]
    optimizer.apply_gradients(zip(grads, weights))
    print(generation, int(tf.reduce_sum(tf.cast(automaton.living(grid), tf.int32))), float(loss))
