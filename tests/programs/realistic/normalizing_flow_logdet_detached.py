# outcome: none raises ValueError
"""RealNVP-like flow whose log-likelihood only looks at the data."""
import math

import tensorflow as tf
from tensorflow.keras import layers


class Coupling(layers.Layer):
    def __init__(self, flip):
        super().__init__()
        self.flip = flip
        self.net = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])

    def call(self, x):
        a, b = tf.split(x, 2, axis=1)
        if self.flip:
            a, b = b, a
        s, t = tf.split(self.net(a), 2, axis=1)
        s = tf.tanh(s)
        b = b * tf.exp(s) + t
        y = tf.concat([b, a] if self.flip else [a, b], axis=1)
        return y, tf.reduce_sum(s, axis=1)


class Flow(tf.keras.Model):
    def __init__(self, n=3):
        super().__init__()
        self.steps = [Coupling(i % 2 == 1) for i in range(n)]

    def call(self, x):
        z, logdet = x, tf.zeros(tf.shape(x)[0])
        for step in self.steps:
            z, ld = step(z)
            logdet = logdet + ld
        return z, logdet

    def log_prob(self, x):
        z, logdet = self(x)
        return -0.5 * tf.reduce_sum(x ** 2, axis=1) - math.log(2 * math.pi)  # error: [unrelated-target]


flow = Flow()
opt = tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    x = tf.random.normal((16, 2)) * 2.0 + 1.0
    with tf.GradientTape() as tape:
        nll = -tf.reduce_mean(flow.log_prob(x))
    grads = tape.gradient(nll, flow.trainable_variables)
    opt.apply_gradients(zip(grads, flow.trainable_variables))
