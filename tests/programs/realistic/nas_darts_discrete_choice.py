# outcome: part
"""DARTS-like search: the mixed operation picks one candidate by its weight instead of mixing."""
import tensorflow as tf
from tensorflow.keras import layers


class MixedOp(layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.ops = [layers.Dense(dim), layers.Dense(dim, activation="relu"), layers.Identity()]
        self.alpha = self.add_weight(shape=(3,), initializer="zeros", name="alpha")

    def call(self, x):
        outs = tf.stack([op(x) for op in self.ops], axis=0)
        best = tf.argmax(tf.nn.softmax(self.alpha))  # warning: [non-differentiable-op]
        return tf.gather(outs, best)


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
print(g_arch, len(g_w))
