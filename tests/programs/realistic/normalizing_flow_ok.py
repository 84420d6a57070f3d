# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class AffineCoupling(layers.Layer):
    def __init__(self, flip, hidden=16):
        super().__init__()
        self.flip = flip
        self.net = keras.Sequential([layers.Dense(hidden, activation="relu"), layers.Dense(2)])

    def call(self, x):
        a, b = x[:, :1], x[:, 1:]
        if self.flip:
            a, b = b, a
        log_scale, shift = tf.split(self.net(a), 2, axis=1)
        log_scale = tf.tanh(log_scale)
        b = b * tf.exp(log_scale) + shift
        y = tf.concat([b, a] if self.flip else [a, b], axis=1)
        return y, tf.reduce_sum(log_scale, axis=1)


class RealNVP(keras.Model):
    def __init__(self, depth=4):
        super().__init__()
        self.couplings = [AffineCoupling(flip=i % 2 == 1) for i in range(depth)]

    def call(self, x):
        log_det = tf.zeros(tf.shape(x)[0])
        for coupling in self.couplings:
            x, ld = coupling(x)
            log_det += ld
        return x, log_det

    def log_prob(self, x):
        z, log_det = self(x)
        base = -0.5 * tf.reduce_sum(z**2, axis=1) - np.log(2 * np.pi)
        return base + log_det


def two_moons(n, rng):
    t = rng.uniform(0, np.pi, n)
    side = rng.integers(0, 2, n)
    pts = np.stack([np.cos(t) * (1 - 2 * side) + side, np.sin(t) * (1 - 2 * side) + side / 2], 1)
    return (pts + rng.normal(scale=0.05, size=pts.shape)).astype(np.float32)


flow = RealNVP()
opt = keras.optimizers.Adam(1e-3)
batch = two_moons(32, np.random.default_rng(2))
for step in range(3):
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(flow.log_prob(batch))
    grads = tape.gradient(loss, flow.trainable_variables)
    opt.apply_gradients([(tf.clip_by_norm(g, 5.0), v) for g, v in zip(grads, flow.trainable_variables)])
