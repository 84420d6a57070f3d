# outcome: flows
"""The updates of TD3."""
import tensorflow as tf
from tensorflow.keras.layers import Concatenate, Dense, Input
from tensorflow.keras.models import Model


def make_actor():
    s = Input((3,))
    return Model(s, Dense(1, activation="tanh")(Dense(8, activation="elu")(s)))


def make_critic():
    s, a = Input((3,)), Input((1,))
    h = Dense(8, activation="elu")(Concatenate()([s, a]))
    return Model([s, a], Dense(1)(h))


class TD3:
    def __init__(self):
        self.actor, self.critic = make_actor(), make_critic()
        self.actor_opt = tf.keras.optimizers.Adam(1e-3)
        self.critic_opt = tf.keras.optimizers.Adam(1e-3)

    def select(self, s, noise=0.0):
        a = self.actor(s)
        a = a + noise * tf.random.normal(tf.shape(a))
        return tf.stop_gradient(tf.clip_by_value(a, -1.0, 1.0))

    def update(self, s):
        y = 1.0 + 0.9 * self.critic([s, self.select(s, 0.2)])
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.critic([s, self.select(s)]) - y) ** 2)
        g = tape.gradient(loss, self.critic.trainable_variables)
        self.critic_opt.apply_gradients(zip(g, self.critic.trainable_variables))
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic([s, self.actor(s)]))
        g = tape.gradient(loss, self.actor.trainable_variables)
        self.actor_opt.apply_gradients(zip(g, self.actor.trainable_variables))


TD3().update(tf.random.normal((5, 3)))
