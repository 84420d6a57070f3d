# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


def quantize(x, levels=7):
    return tf.round(x * levels) / levels  # warning: [non-differentiable-op]


class QuantDense(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")
        self.bias = self.add_weight(shape=(self.units,), name="bias")

    def call(self, x):
        return tf.matmul(x, quantize(self.kernel.value)) + self.bias


model = tf.keras.Sequential([layers.Input((6,)), QuantDense(8), layers.ReLU(), layers.Dense(2)])
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=2, dtype=tf.int32), verbose=0)
