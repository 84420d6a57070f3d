# outcome: flows
import math

import tensorflow as tf
from tensorflow import keras


class Coupling(keras.layers.Layer):
    def __init__(self, dim, flip):
        super().__init__()
        self.half = dim // 2
        self.flip = flip
        self.net = keras.Sequential(
            [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2 * (dim - self.half), kernel_initializer="zeros")]
        )

    def call(self, x):
        a, b = x[:, : self.half], x[:, self.half :]
        if self.flip:
            a, b = b, a
        shift, log_s = tf.split(self.net(a), 2, axis=-1)
        log_s = tf.tanh(log_s)
        b = b * tf.exp(log_s) + shift
        z = tf.concat([b, a] if self.flip else [a, b], -1)
        return z, tf.reduce_sum(log_s, -1)


class Flow(keras.Model):
    def __init__(self, dim=4, depth=4):
        super().__init__()
        self.blocks = [Coupling(dim, bool(i % 2)) for i in range(depth)]
        self.dim = dim

    def log_prob(self, x):
        total = 0.0
        for block in self.blocks:
            x, ldj = block(x)
            total += ldj
        base = -0.5 * tf.reduce_sum(x**2, -1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + total


flow = Flow()
opt = keras.optimizers.Adam(1e-3)
data = tf.random.normal([64, 4]) * [1.0, 2.0, 0.5, 1.0] + 1.0
for _ in range(3):
    with tf.GradientTape() as tape:
        nll = -tf.reduce_mean(flow.log_prob(data))
    vs = flow.trainable_variables
    opt.apply_gradients(zip(tape.gradient(nll, vs), vs))
    print(nll.numpy())
