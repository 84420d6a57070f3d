# outcome: part
"""Mixture density network whose mixture weights are turned into hard assignments."""
import math

import keras
import tensorflow as tf
from keras import layers, ops

K = 3


class MDN(keras.Model):
    def __init__(self):
        super().__init__()
        self.h = layers.Dense(8, activation="tanh")
        self.pi = layers.Dense(K, name="pi")
        self.mu = layers.Dense(K, name="mu")
        self.sigma = layers.Dense(K, activation="softplus", name="sigma")

    def call(self, x):
        h = self.h(x)
        return self.pi(h), self.mu(h), self.sigma(h) + 1e-3


def nll(params, y):
    logits, mu, sigma = params
    component = ops.one_hot(ops.argmax(logits, axis=-1), K)  # warning: [non-differentiable-op]
    logp = -0.5 * ops.square((y - mu) / sigma) - ops.log(sigma) - 0.5 * math.log(2 * math.pi)
    return -ops.mean(ops.sum(component * logp, axis=-1))


mdn = MDN()
opt = keras.optimizers.Adam(1e-2)
x = tf.random.uniform((16, 1), -1, 1)
y = tf.sin(3.0 * x)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = nll(mdn(x), y)
    grads = tape.gradient(loss, mdn.trainable_variables)
    opt.apply_gradients(zip(grads, mdn.trainable_variables))
