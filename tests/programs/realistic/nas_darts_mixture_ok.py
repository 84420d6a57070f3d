# outcome: flows
"""DARTS-like search; the discrete choice is only printed."""
import tensorflow as tf
from tensorflow.keras import layers


class MixedOp(layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.ops = [layers.Dense(dim), layers.Dense(dim, activation="tanh"), layers.Identity()]
        self.alpha = self.add_weight(shape=(3,), initializer="zeros", name="alpha")

    def call(self, x):
        outs = tf.stack([op(x) for op in self.ops], axis=-1)
        return tf.reduce_sum(outs * tf.nn.softmax(self.alpha), axis=-1)

    def choice(self):
        return int(tf.argmax(self.alpha))


cell = [MixedOp(4), MixedOp(4)]
head = layers.Dense(1)
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 1))


def run(x):
    for op in cell:
        x = op(x)
    return head(x)


run(x)
arch = [op.alpha for op in cell]
weights = head.trainable_variables
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((run(x) - y) ** 2)
g_arch, g_w = tape.gradient(loss, [arch, weights])
for a, g in zip(arch, g_arch):
    a.assign_sub(0.1 * g)
print([op.choice() for op in cell], len(g_w))
