# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class Critic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.body = tf.keras.Sequential([layers.Dense(16, "relu"), layers.Dense(1)])

    def call(self, obs, act):
        return tf.squeeze(self.body(tf.concat([obs, act], axis=-1)), -1)


class Actor(tf.keras.Model):
    def __init__(self, act_dim):
        super().__init__()
        self.mu, self.log_std = layers.Dense(act_dim), layers.Dense(act_dim)

    def sample(self, obs):
        mu, log_std = self.mu(obs), tf.clip_by_value(self.log_std(obs), -5.0, 2.0)
        noise = tf.random.normal(tf.shape(mu))
        act = tf.tanh(mu + tf.exp(log_std) * noise)
        logp = -0.5 * noise**2 - log_std - tf.math.log(1.0 - act**2 + 1e-6)
        return act, tf.reduce_sum(logp, axis=-1)


actor, (q1, q2), (t1, t2) = Actor(2), (Critic(), Critic()), (Critic(), Critic())
log_alpha = tf.Variable(0.0)
actor_opt, critic_opt, alpha_opt = (tf.keras.optimizers.Adam(3e-4) for _ in range(3))
rng = np.random.default_rng(1)


def update(obs, act, rew, nxt, done):
    alpha = tf.exp(log_alpha)
    nxt_act, nxt_logp = actor.sample(nxt)
    target_q = tf.minimum(t1(nxt, nxt_act), t2(nxt, nxt_act)) - alpha * nxt_logp
    backup = rew + 0.99 * (1.0 - done) * target_q
    with tf.GradientTape() as tape:
        loss = sum(tf.reduce_mean((backup - q(obs, act)) ** 2) for q in (q1, q2))
    critic_vars = q1.trainable_variables + q2.trainable_variables
    critic_opt.apply_gradients(zip(tape.gradient(loss, critic_vars), critic_vars))
    with tf.GradientTape() as tape:
        new_act, logp = actor.sample(obs)
        loss = tf.reduce_mean(alpha * logp - tf.minimum(q1(obs, new_act), q2(obs, new_act)))
    grads = tape.gradient(loss, actor.trainable_variables)
    actor_opt.apply_gradients(zip(grads, actor.trainable_variables))
    with tf.GradientTape() as tape:
        alpha_loss = -tf.reduce_mean(log_alpha * tf.stop_gradient(logp - 2.0))
    alpha_opt.apply_gradients([(tape.gradient(alpha_loss, log_alpha), log_alpha)])
    for q, t in ((q1, t1), (q2, t2)):
        for w, tw in zip(q.variables, t.variables):
            tw.assign(0.995 * tw + 0.005 * w)


for _ in range(2):
    o, n = (rng.normal(size=(6, 3)).astype(np.float32) for _ in range(2))
    a = rng.uniform(-1, 1, size=(6, 2)).astype(np.float32)
    update(o, a, rng.normal(size=6).astype(np.float32), n, np.zeros(6, np.float32))
