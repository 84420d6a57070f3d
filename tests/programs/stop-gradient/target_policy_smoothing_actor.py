# outcome: none raises ValueError
"""The actor's update of TD3."""
import tensorflow as tf
from tensorflow.keras.layers import Concatenate, Dense, Input
from tensorflow.keras.models import Model


def make_actor():
    s = Input((3,))
    return Model(s, Dense(1, activation="tanh")(Dense(8, activation="relu")(s)))


def make_critic():
    s, a = Input((3,)), Input((1,))
    h = Dense(8, activation="relu")(Concatenate()([s, a]))
    return Model([s, a], Dense(1)(h))


class TD3:
    def __init__(self):
        self.actor, self.critic = make_actor(), make_critic()
        self.actor_opt = tf.keras.optimizers.Adam(1e-3)

    def select(self, s, noise=0.0):
        a = self.actor(s)
        a = a + noise * tf.random.normal(tf.shape(a))
        return tf.stop_gradient(tf.clip_by_value(a, -1.0, 1.0))  # error: [stop-gradient]

    def update_actor(self, s):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic([s, self.select(s)]))
        g = tape.gradient(loss, self.actor.trainable_variables)
        self.actor_opt.apply_gradients(zip(g, self.actor.trainable_variables))


TD3().update_actor(tf.random.normal((5, 3)))
