# outcome: flows
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
            copy.assign(source)

    def actor_loss(self, obs):
        action = self.actor(obs)
        drift = tf.reduce_mean((action - self.lagged(obs)) ** 2)
        return 0.1 * drift - tf.reduce_mean(self.critic(tf.concat([obs, action], axis=1)))

    def update(self, obs):
        with tf.GradientTape() as tape:
            loss = self.actor_loss(obs)
            self.sync()
        grads = tape.gradient(loss, self.actor.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.actor.trainable_variables))


learner = Learner()
for _ in range(2):
    learner.update(tf.random.normal((5, OBS)))
