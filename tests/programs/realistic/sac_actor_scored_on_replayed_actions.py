# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class Critic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.body = tf.keras.Sequential([layers.Dense(16, "relu"), layers.Dense(1)])

    def call(self, obs, act):
        return self.body(tf.concat([obs, act], axis=-1))


class Actor(tf.keras.Model):
    def __init__(self, act_dim):
        super().__init__()
        self.mu, self.log_std = layers.Dense(act_dim), layers.Dense(act_dim)

    def sample(self, obs):
        mu, std = self.mu(obs), tf.exp(tf.clip_by_value(self.log_std(obs), -5.0, 2.0))
        raw = mu + std * tf.random.normal(tf.shape(mu))
        return tf.tanh(raw)


actor, q1, q2 = Actor(2), Critic(), Critic()
actor_opt = tf.keras.optimizers.Adam(3e-4)
rng = np.random.default_rng(1)


def actor_step(obs, act):
    with tf.GradientTape() as tape:
        new_act = actor.sample(obs)  # error: [unused-source]
        q = tf.minimum(q1(obs, act), q2(obs, act))  # or: [unrelated-target]
        loss = -tf.reduce_mean(q)  # or: [unrelated-target]
    grads = tape.gradient(loss, actor.trainable_variables)
    actor_opt.apply_gradients(zip(grads, actor.trainable_variables))


for _ in range(2):
    obs = rng.normal(size=(6, 3)).astype(np.float32)
    actor_step(obs, rng.uniform(-1, 1, size=(6, 2)).astype(np.float32))
