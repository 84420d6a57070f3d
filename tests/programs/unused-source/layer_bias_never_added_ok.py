# outcome: flows
import keras
import tensorflow as tf


class Affine(keras.layers.Layer):
    def __init__(self, units, use_bias=True, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.use_bias = use_bias

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(shape=(self.units,), name="bias")
        self.calls = self.add_weight(shape=(), trainable=False, name="calls")

    def call(self, inputs):
        out = tf.matmul(inputs, self.kernel)
        if self.bias is not None:
            out = out + self.bias
        return out


net = keras.Sequential([Affine(6), keras.layers.ReLU(), Affine(1, use_bias=False)])
x = tf.random.normal((30, 3))
y = tf.reduce_sum(x, 1, keepdims=True)
net(x)
sgd = keras.optimizers.SGD(0.01)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.mean_squared_error(y, net(x)))
    grads = tape.gradient(loss, net.trainable_variables)
    sgd.apply_gradients(zip(grads, net.trainable_variables))
