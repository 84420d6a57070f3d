# outcome: flows
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass
class Buffer:
    obs: list = field(default_factory=list)
    act: list = field(default_factory=list)
    logp: list = field(default_factory=list)
    ret: list = field(default_factory=list)

    def add(self, o, a, lp, r):
        self.obs.append(o)
        self.act.append(a)
        self.logp.append(lp)
        self.ret.append(r)

    def arrays(self):
        cols = (self.obs, self.act, self.logp, self.ret)
        return tuple(np.asarray(c, dtype=np.float32) for c in cols)


class GaussianPolicy(tf.keras.Model):
    def __init__(self, act_dim):
        super().__init__()
        self.mu = tf.keras.layers.Dense(act_dim)
        self.log_std = self.add_weight(shape=(act_dim,), initializer="zeros", name="log_std")

    def call(self, obs):
        return self.mu(obs), tf.exp(self.log_std)

    def log_prob(self, obs, act):
        mu, std = self(obs)
        z = (act - mu) / std
        return tf.reduce_sum(-0.5 * z**2 - tf.math.log(std) - 0.5 * np.log(2 * np.pi), axis=-1)

    def sample(self, obs):
        mu, std = self(obs)
        return mu + std * tf.random.normal(tf.shape(mu))


pi = GaussianPolicy(1)
opt = tf.keras.optimizers.Adam(3e-4)
buffer = Buffer()
for _ in range(16):
    o = np.random.randn(2).astype(np.float32)
    a = pi.sample(o[None])
    buffer.add(o, a[0].numpy(), pi.log_prob(o[None], a).numpy()[0], -float(tf.norm(a)))

obs, act, old_logp, ret = buffer.arrays()
adv = (ret - ret.mean()) / (ret.std() + 1e-8)
for epoch in range(3):
    with tf.GradientTape() as tape:
        ratio = tf.exp(pi.log_prob(obs, act) - old_logp)
        clipped = tf.clip_by_value(ratio, 0.8, 1.2)
        loss = -tf.reduce_mean(tf.minimum(ratio * adv, clipped * adv))
    grads = tape.gradient(loss, pi.trainable_variables)
    opt.apply_gradients(zip(grads, pi.trainable_variables))
    kl = np.mean(old_logp - pi.log_prob(obs, act).numpy())
    if kl > 0.015:
        break
