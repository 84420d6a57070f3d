# outcome: flows
import tensorflow as tf
from tensorflow import keras


class RunningNorm(keras.layers.Layer):
    """Normalises by running statistics, which it updates as it goes."""

    def __init__(self, momentum=0.9, **kw):
        super().__init__(**kw)
        self.momentum = momentum

    def build(self, shape):
        dim = shape[-1]
        self.gamma = self.add_weight(shape=(dim,), initializer="ones", name="gamma")
        self.beta = self.add_weight(shape=(dim,), initializer="zeros", name="beta")
        self.mean = self.add_weight(shape=(dim,), initializer="zeros", trainable=False, name="mean")
        self.var = self.add_weight(shape=(dim,), initializer="ones", trainable=False, name="var")

    def call(self, x, training=False):
        if training:
            mean, var = tf.nn.moments(x, axes=[0])
            self.mean.assign(self.momentum * self.mean + (1 - self.momentum) * mean)
            self.var.assign(self.momentum * self.var + (1 - self.momentum) * var)
        return self.gamma * (x - self.mean) * tf.math.rsqrt(self.var + 1e-3) + self.beta


model = keras.Sequential(
    [keras.layers.Input((4,)), keras.layers.Dense(8), RunningNorm(), keras.layers.Dense(1)]
)
model.compile("rmsprop", "mse")
model.fit(tf.random.normal((32, 4)) * 3.0, tf.random.normal((32, 1)), epochs=2, verbose=0)
