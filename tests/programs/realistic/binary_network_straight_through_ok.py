# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


@tf.custom_gradient
def binarize(x):
    def grad(upstream):
        return upstream * tf.cast(tf.abs(x) <= 1.0, upstream.dtype)

    return tf.where(x >= 0, tf.ones_like(x), -tf.ones_like(x)), grad


def round_ste(x):
    return x + tf.stop_gradient(tf.round(x) - x)


class BinaryDense(layers.Layer):
    def __init__(self, units, levels=7):
        super().__init__()
        self.units, self.levels = units, levels

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")
        self.scale = self.add_weight(shape=(self.units,), initializer="ones", name="scale")

    def call(self, x):
        x = round_ste(tf.clip_by_value(x, -1.0, 1.0) * self.levels) / self.levels
        return tf.matmul(x, binarize(self.kernel.value)) * self.scale


model = tf.keras.Sequential([layers.Input((6,)), BinaryDense(8), layers.ReLU(), BinaryDense(2)])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=2, dtype=tf.int32), verbose=0)
