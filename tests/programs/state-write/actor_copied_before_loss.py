# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers

OBS, ACT = 3, 2


def build():
    return tf.keras.Sequential([tf.keras.Input((OBS,)), layers.Dense(ACT, activation="tanh")])


class Learner:
    def __init__(self):
        self.actor, self.lagged = build(), build()
        self.critic = tf.keras.Sequential([tf.keras.Input((OBS + ACT,)), layers.Dense(1)])
        self.opt = tf.keras.optimizers.Adam(1e-3)

    def sync(self):
        for source, copy in zip(self.actor.variables, self.lagged.variables):
            copy.assign(source)  # error: [state-write]

    def actor_loss(self, obs):
        self.sync()
        action = self.lagged(obs)  # or: [unrelated-target]
        return -tf.reduce_mean(self.critic(tf.concat([obs, action], axis=1)))

    def update(self, obs):
        with tf.GradientTape() as tape:
            loss = self.actor_loss(obs)
        grads = tape.gradient(loss, self.actor.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.actor.trainable_variables))


Learner().update(tf.random.normal((5, OBS)))
