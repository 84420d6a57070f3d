# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class TwinCritic(tf.keras.Model):
    def __init__(self, hidden=16):
        super().__init__()
        self.q1_body = layers.Dense(hidden, activation="relu")
        self.q1_out = layers.Dense(1)
        self.q2_body = layers.Dense(hidden, activation="relu")
        self.q2_out = layers.Dense(1)

    def q1(self, x):
        return self.q1_out(self.q1_body(x))

    def call(self, inputs):
        x = tf.concat(inputs, axis=1)
        return self.q1(x), self.q2_out(self.q2_body(x))


actor = tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(1, "tanh")])
critic, target = TwinCritic(), TwinCritic()
c_opt, a_opt = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-3)
rng = np.random.default_rng(2)


def update(step, s, a, r, s2, gamma=0.98):
    noise = tf.clip_by_value(tf.random.normal(a.shape, stddev=0.2), -0.5, 0.5)
    t1, t2 = target((s2, tf.clip_by_value(actor(s2) + noise, -1.0, 1.0)))
    y = r + gamma * tf.minimum(t1, t2)
    with tf.GradientTape() as tape:
        loss = sum(tf.reduce_mean((q - y) ** 2) for q in critic((s, a)))
    grads = tape.gradient(loss, critic.trainable_variables)
    c_opt.apply_gradients(zip(grads, critic.trainable_variables))
    if step % 2 == 0:
        with tf.GradientTape() as tape:
            actor_loss = -tf.reduce_mean(critic.q1(tf.concat([s, actor(s)], axis=1)))
        grads = tape.gradient(actor_loss, actor.trainable_variables)
        a_opt.apply_gradients(zip(grads, actor.trainable_variables))


s, a, s2 = (tf.constant(rng.normal(size=(8, n)), tf.float32) for n in (3, 1, 3))
for step in range(3):
    update(step, s, a, tf.ones((8, 1)), s2)
