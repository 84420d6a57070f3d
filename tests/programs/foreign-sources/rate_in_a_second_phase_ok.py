# outcome: flows
"""First the net of a model, then all of it."""

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
        return self.out(self.net(t)) * self.rate


def train(model, weights, optimizer, t):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(t) - tf.exp(-1.3 * t)) ** 2)
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))


keras.utils.set_random_seed(4)
model = Decay()
t = tf.random.uniform((16, 1))
first, second = keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.001)
model(t)
for _ in range(3):
    train(model, model.net.trainable_variables, first, t)
for _ in range(3):
    train(model, model.trainable_variables, second, t)
assert float(model.rate) != 0.5
