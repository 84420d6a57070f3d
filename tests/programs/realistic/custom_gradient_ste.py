# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def binarize(x):
    y = tf.sign(x)

    def grad(dy):
        return dy * tf.cast(tf.abs(x) <= 1.0, dy.dtype)

    return y, grad


@tf.custom_gradient
def reverse(x, lam=1.0):
    def grad(dy):
        return -lam * dy, None

    return tf.identity(x), grad


class BinaryDense(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform")
        self.scale = self.add_weight(shape=(self.units,), initializer="ones")

    def call(self, x):
        return tf.matmul(x, binarize(tf.convert_to_tensor(self.kernel))) * self.scale


layer = BinaryDense(3)
head = tf.keras.layers.Dense(1)
x = tf.random.normal([6, 4])
with tf.GradientTape() as tape:
    h = layer(x)
    loss = tf.reduce_mean(head(reverse(h, tf.constant(0.5))) ** 2)
variables = layer.trainable_variables + head.trainable_variables
for v, g in zip(variables, tape.gradient(loss, variables)):
    print(v.name, g.shape)
