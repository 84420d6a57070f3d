# outcome: flows raises AssertionError
"""The rate of a decay is a weight of the model; only the weights of its net are asked for."""

import keras
import tensorflow as tf


class Decay(keras.Model):
    def __init__(self):
        super().__init__()
        self.net = keras.Sequential([keras.Input((1,)), keras.layers.Dense(8, "tanh")])
        self.out = keras.layers.Dense(1)
        start = keras.initializers.Constant(0.5)
        self.rate = self.add_weight(shape=(), initializer=start, name="rate")

    def call(self, t):
        return self.out(self.net(t))


keras.utils.set_random_seed(4)
model = Decay()
optimizer = keras.optimizers.Adam(0.01)
t = tf.random.uniform((16, 1))
for _ in range(3):
    with tf.GradientTape() as tape:
        with tf.GradientTape() as inner:
            inner.watch(t)
            u = model(t)
        residual = inner.gradient(u, t) + model.rate * u
        loss = tf.reduce_mean(residual**2) + tf.reduce_mean((u - tf.exp(-1.3 * t)) ** 2)
    net = model.net.trainable_variables + model.out.trainable_variables  # warning: [foreign-sources]
    optimizer.apply_gradients(zip(tape.gradient(loss, net), net))
assert float(model.rate) != 0.5, "the rate is as it was"
