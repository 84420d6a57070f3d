# outcome: part
import tensorflow as tf
from tensorflow import keras

CONFIG = [{"units": 12, "residual_scale": True}, {"units": 12, "residual_scale": False}]


class Residual(keras.layers.Layer):
    def __init__(self, units, residual_scale=False):
        super().__init__()
        self.inner = keras.layers.Dense(units, activation="gelu")
        self.use_scale = residual_scale

    def build(self, shape):
        self.inner.build(shape)
        if self.use_scale:
            self.scale = self.add_weight(shape=(), initializer="zeros", name="scale")  # warning: [unused-source]
        super().build(shape)

    def call(self, x):
        return x + self.inner(x)


model = keras.Sequential([keras.Input((12,)), *(Residual(**spec) for spec in CONFIG)])
opt = keras.optimizers.Adam(1e-3)
x = tf.random.normal((10, 12))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - tf.tanh(x)) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
