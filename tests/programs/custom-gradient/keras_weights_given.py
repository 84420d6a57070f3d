# outcome: raises TypeError
import tensorflow as tf


@tf.custom_gradient
def quantize(x):
    levels = tf.round(x * 16.0) / 16.0

    def backward(upstream):  # error: [custom-gradient]
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
        return x @ quantize(self.kernel) + quantize(self.bias)  # or: [custom-gradient]


net = tf.keras.Sequential([QDense(8), tf.keras.layers.ReLU(), QDense(2)])
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal([10, 4]), tf.random.normal([10, 2])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.keras.losses.mae(y, net(x)))
grads = tape.gradient(loss, net.trainable_weights)
opt.apply_gradients(zip(grads, net.trainable_weights))
