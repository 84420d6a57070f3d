# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def quantize(x):
    levels = tf.round(x * 16.0) / 16.0

    def backward(upstream):
        tf.debugging.check_numerics(upstream, "bad")
        return upstream

    return levels, backward


class QDense(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform", name="kernel")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, x):
        return x @ quantize(self.kernel) + quantize(self.bias)


net = tf.keras.Sequential([QDense(8), tf.keras.layers.ReLU(), QDense(2)])
net.compile("sgd", "mae")
net.fit(tf.random.normal([10, 4]), tf.random.normal([10, 2]), verbose=0)
