# outcome: flows
"""Variational diffusion with a learned noise schedule."""
import numpy as np
import tensorflow as tf


class Schedule(tf.Module):
    def __init__(self, T):
        super().__init__()
        self.raw = tf.Variable(np.linspace(-2.0, 2.0, T).astype("float32"))
        self.T = T
        self.alphas_bar = None
        self.refresh()

    def refresh(self):
        beta = 0.2 * tf.sigmoid(self.raw)
        self.alphas_bar = tf.math.cumprod(1.0 - beta)

    def at(self, t):
        a = tf.gather(self.alphas_bar, t)[:, None]
        return tf.sqrt(a), tf.sqrt(1.0 - a)


class Diffusion:
    def __init__(self, dim, T=10):
        self.schedule = Schedule(T)
        self.eps_net = tf.keras.Sequential([
            tf.keras.Input((dim + 1,)),
            tf.keras.layers.Dense(16, activation="swish"),
            tf.keras.layers.Dense(dim),
        ])
        self.opt = tf.keras.optimizers.Adam(1e-3)

    @property
    def params(self):
        return self.eps_net.trainable_variables

    def loss(self, x):
        n = tf.shape(x)[0]
        t = tf.random.uniform((n,), maxval=self.schedule.T, dtype=tf.int32)
        a, s = self.schedule.at(t)
        eps = tf.random.normal(tf.shape(x))
        noisy = a * x + s * eps
        cond = tf.cast(t, tf.float32)[:, None] / self.schedule.T
        return tf.reduce_mean((self.eps_net(tf.concat([noisy, cond], 1)) - eps) ** 2)

    def train(self, x):
        with tf.GradientTape() as tape:
            self.schedule.refresh()
            loss = self.loss(x)
        variables = [*self.params, self.schedule.raw]
        grads = tape.gradient(loss, variables)
        self.opt.apply_gradients([(g, v) for g, v in zip(grads[:-1], self.params)])
        self.schedule.raw.assign_sub(1e-3 * grads[-1])
        return loss


d = Diffusion(3)
for _ in range(2):
    print(d.train(tf.random.normal((8, 3))).numpy())
