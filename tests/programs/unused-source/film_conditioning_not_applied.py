# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class FiLM(layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.gamma = layers.Dense(dim)
        self.beta = layers.Dense(dim)

    def call(self, inputs):
        x, cond = inputs
        return self.modulate(x, self.gamma(cond), self.beta(cond))

    def modulate(self, x, gamma, beta):
        return x * (1.0 + gamma)  # warning: [unused-source]


film = FiLM(4)
x, c = tf.random.normal((3, 4)), tf.random.normal((3, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(film((x, c)) ** 2)
ws = film.trainable_variables
gs = tape.gradient(loss, ws)
print([g is None for g in gs])
