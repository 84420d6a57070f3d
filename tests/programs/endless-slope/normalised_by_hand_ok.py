# outcome: flows
"""Normalisation layers written by hand, with eps where it belongs."""

import tensorflow as tf
from tensorflow.keras import layers


class RMSNorm(layers.Layer):
    def __init__(self, eps=1e-6, **kwargs):
        super().__init__(**kwargs)
        self.eps = eps

    def build(self, shape):
        self.scale = self.add_weight(name="scale", shape=(shape[-1],), initializer="ones")

    def call(self, x):
        var = tf.reduce_mean(tf.square(x), axis=-1, keepdims=True)
        return x * tf.math.rsqrt(var + self.eps) * self.scale


class InstanceNorm(layers.Layer):
    def __init__(self, epsilon=1e-5):
        super().__init__()
        self.epsilon = epsilon

    def build(self, shape):
        self.gamma = self.add_weight(shape=(shape[-1],), initializer="ones")
        self.beta = self.add_weight(shape=(shape[-1],), initializer="zeros")

    def call(self, x):
        mean, var = tf.nn.moments(x, axes=[1, 2], keepdims=True)
        return self.gamma * (x - mean) / tf.sqrt(var + self.epsilon) + self.beta


class SpectralDense(layers.Layer):
    def __init__(self, units, iterations=1):
        super().__init__()
        self.units = units
        self.iterations = iterations

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")
        self.u = self.add_weight(
            shape=(1, self.units), initializer="random_normal", trainable=False, name="u"
        )

    def call(self, x, training=False):
        u = self.u
        for _ in range(self.iterations):
            v = tf.math.l2_normalize(tf.matmul(u, self.kernel, transpose_b=True))
            u = tf.math.l2_normalize(tf.matmul(v, self.kernel))
        u, v = tf.stop_gradient(u), tf.stop_gradient(v)
        sigma = tf.matmul(tf.matmul(v, self.kernel), u, transpose_b=True)
        if training:
            self.u.assign(u)
        return tf.matmul(x, self.kernel / sigma)


class WeightNorm(layers.Layer):
    def build(self, shape):
        self.v = self.add_weight(shape=(shape[-1], 3), initializer="random_normal")
        self.g = self.add_weight(shape=(3,), initializer="ones")

    def call(self, x):
        w = self.g * self.v / tf.norm(self.v, axis=0)  # info: [endless-slope]
        return x @ w


def standardise(x):
    return (x - tf.reduce_mean(x, 0)) / (tf.math.reduce_std(x, 0) + 1e-6)


inputs = tf.keras.Input((4, 4, 3))
x = InstanceNorm()(layers.Conv2D(6, 1)(inputs))
x = layers.GlobalAveragePooling2D()(layers.PReLU()(x))
x = WeightNorm()(SpectralDense(5)(RMSNorm()(x)))
model = tf.keras.Model(inputs, x)
with tf.GradientTape() as tape:
    out = model(standardise(tf.random.normal((6, 4, 4, 3))), training=True)
    loss = tf.reduce_mean(tf.nn.log_softmax(out)[:, 0] ** 2)
grads = tape.gradient(loss, model.trainable_variables)
tf.debugging.assert_all_finite(tf.linalg.global_norm(grads), "nan")
