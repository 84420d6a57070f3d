# outcome: flows
import math
import numpy as np
import tensorflow as tf


class Schedule:
    def __init__(self, T=50):
        self.T = T
        betas = np.linspace(1e-4, 0.02, T, dtype=np.float32)
        self.betas = tf.constant(betas)
        self.alpha_bar = tf.constant(np.cumprod(1 - betas))

    def noisy(self, x0, t, eps):
        ab = tf.gather(self.alpha_bar, t)[:, None]
        return tf.sqrt(ab) * x0 + tf.sqrt(1 - ab) * eps


def timestep_embedding(t, dim=8):
    half = dim // 2
    freqs = tf.exp(-math.log(10000.0) * tf.range(half, dtype=tf.float32) / half)
    angles = tf.cast(t, tf.float32)[:, None] * freqs[None]
    return tf.concat([tf.sin(angles), tf.cos(angles)], axis=-1)


class Denoiser(tf.keras.Model):
    def __init__(self, dim):
        super().__init__()
        self.time = tf.keras.layers.Dense(16, activation="silu")
        self.inp = tf.keras.layers.Dense(16)
        self.out = tf.keras.layers.Dense(dim, kernel_initializer="glorot_uniform")

    def call(self, inputs):
        x, t = inputs
        return self.out(tf.nn.silu(self.inp(x) + self.time(timestep_embedding(t))))


def sample(model, sch, n, dim):
    x = tf.random.normal((n, dim))
    for t in reversed(range(0, sch.T, 10)):
        steps = tf.fill((n,), t)
        eps = model((x, steps))
        a = 1 - sch.betas[t]
        x = (x - sch.betas[t] / tf.sqrt(1 - sch.alpha_bar[t]) * eps) / tf.sqrt(a)
    return x.numpy()


sch, model, opt = Schedule(), Denoiser(3), tf.keras.optimizers.Adam(1e-3)
for step in range(3):
    x0 = tf.random.normal((8, 3))
    t = tf.random.uniform((8,), 0, sch.T, dtype=tf.int32)
    eps = tf.random.normal(tf.shape(x0))
    with tf.GradientTape() as tape:
        pred = model((sch.noisy(x0, t, eps), t))
        loss = tf.reduce_mean(tf.square(eps - pred))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
print(sample(model, sch, 2, 3).std())
