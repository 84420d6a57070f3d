# outcome: part
import keras
import tensorflow as tf


class Affine(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="glorot_uniform", name="kernel"
        )
        self.bias = self.add_weight(shape=(self.units,), name="bias")  # warning: [unused-source]

    def call(self, inputs):
        return tf.matmul(inputs, self.kernel)


net = keras.Sequential([Affine(6), keras.layers.ReLU(), keras.layers.Dense(1)])
x = tf.random.normal((30, 3))
y = tf.reduce_sum(x, 1, keepdims=True)
net(x)
sgd = keras.optimizers.SGD(0.01)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(keras.losses.mean_squared_error(y, net(x)))
    grads = tape.gradient(loss, net.trainable_variables)
    sgd.apply_gradients(zip(grads, net.trainable_variables))
