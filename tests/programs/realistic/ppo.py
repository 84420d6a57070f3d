# outcome: flows
import contextlib
import time

import numpy as np
import tensorflow as tf


@contextlib.contextmanager
def timed(label):
    start = time.perf_counter()
    yield
    print(label, f"{time.perf_counter() - start:.2f}s")


class ActorCritic(tf.keras.Model):
    def __init__(self, act_dim):
        super().__init__()
        self.body = tf.keras.layers.Dense(16, activation="tanh")
        self.mu = tf.keras.layers.Dense(act_dim)
        self.value = tf.keras.layers.Dense(1)
        self.log_std = self.add_weight(shape=(act_dim,), initializer="zeros", name="log_std")

    def call(self, s):
        h = self.body(s)
        return self.mu(h), tf.squeeze(self.value(h), -1)

    def log_prob(self, mu, a):
        std = tf.exp(self.log_std)
        z = (a - mu) / std
        return tf.reduce_sum(-0.5 * z**2 - self.log_std - 0.5 * np.log(2 * np.pi), axis=-1)


def gae(rewards, values, gamma=0.99, lam=0.95):
    adv = np.zeros_like(rewards)
    last = 0.0
    for t in range(len(rewards) - 1, -1, -1):
        nxt = values[t + 1] if t + 1 < len(values) else 0.0
        delta = rewards[t] + gamma * nxt - values[t]
        last = delta + gamma * lam * last
        adv[t] = last
    return adv, adv + values


def collect(ac, n=16):
    s = np.random.randn(n, 3).astype("float32")
    mu, v = ac(s)
    a = mu + tf.exp(ac.log_std) * tf.random.normal(tf.shape(mu))
    logp = ac.log_prob(mu, a).numpy()
    r = -np.sum(np.square(a.numpy()), axis=1)
    adv, ret = gae(r.astype("float32"), v.numpy())
    adv = (adv - adv.mean()) / (adv.std() + 1e-8)
    return s, a.numpy(), logp, adv, ret


ac = ActorCritic(2)
opt = tf.keras.optimizers.Adam(3e-4)
clip = 0.2
with timed("ppo"):
    s, a, old, adv, ret = collect(ac)
    for epoch in range(2):
        for idx in np.array_split(np.random.permutation(len(s)), 2):
            with tf.GradientTape() as tape:
                mu, v = ac(s[idx])
                logp = ac.log_prob(mu, a[idx])
                ratio = tf.exp(logp - old[idx])
                clipped = tf.clip_by_value(ratio, 1 - clip, 1 + clip)
                pi_loss = -tf.reduce_mean(tf.minimum(ratio * adv[idx], clipped * adv[idx]))
                v_loss = tf.reduce_mean((v - ret[idx]) ** 2)
                ent = tf.reduce_sum(ac.log_std)
                loss = pi_loss + 0.5 * v_loss - 0.01 * ent
            grads = tape.gradient(loss, ac.trainable_variables)
            grads, norm = tf.clip_by_global_norm(grads, 0.5)
            opt.apply_gradients(zip(grads, ac.trainable_variables))
        kl = float(np.mean(old[idx] - logp.numpy()))
        frac = tf.reduce_mean(tf.cast(tf.abs(ratio - 1) > clip, tf.float32)).numpy()
        print(epoch, kl, frac, norm.numpy())
