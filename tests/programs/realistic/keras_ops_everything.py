# outcome: flows
import keras
from keras import ops
import tensorflow as tf


class SpectralGate(keras.layers.Layer):
    def __init__(self, heads=2, **kw):
        super().__init__(**kw)
        self.heads = heads
        self.proj = keras.layers.Dense(8)

    def build(self, shape):
        self.proj.build(shape)
        self.temp = self.add_weight(shape=(self.heads, 1, 1), initializer="ones", name="temperature")
        self.table = self.add_weight(shape=(10, 8), initializer="normal", name="table")

    def call(self, x, ids=None):
        b, t, _ = ops.shape(x)
        h = ops.reshape(self.proj(x), (b, t, self.heads, -1))
        h = ops.transpose(h, (0, 2, 1, 3))
        norm = h / ops.maximum(ops.norm(h, axis=-1, keepdims=True), 1e-6)
        att = ops.softmax(ops.einsum("bhid,bhjd->bhij", norm, norm) * ops.exp(self.temp), axis=-1)
        y = ops.reshape(ops.transpose(att @ h, (0, 2, 1, 3)), (b, t, 8))
        pos = ops.take(self.table, ops.arange(t), axis=0)
        y = y + ops.expand_dims(pos, 0)
        y = ops.where(ops.greater(y, 0), y, 0.1 * y)
        return ops.clip(y, -5.0, 5.0)


layer = SpectralGate()
x = keras.random.normal((2, 5, 6))
with tf.GradientTape() as tape:
    y = layer(x)
    pooled = ops.logsumexp(y, axis=1) + ops.max(y, axis=1) + ops.std(y, axis=1)
    loss = ops.mean(ops.square(pooled)) + ops.sum(ops.abs(ops.diff(y, axis=1)))
grads = tape.gradient(loss, layer.trainable_variables)
print([(v.name, tuple(g.shape)) for v, g in zip(layer.trainable_variables, grads)])
