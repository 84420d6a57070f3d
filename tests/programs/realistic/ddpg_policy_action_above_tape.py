# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from keras import Model, Sequential, layers, optimizers


def actor_net():
    return Sequential([layers.Input((3,)), layers.Dense(16, "relu"), layers.Dense(1, "tanh")])


def critic_net():
    s, a = layers.Input((3,)), layers.Input((1,))
    h = layers.Dense(16, "relu")(layers.Concatenate()([s, a]))
    return Model([s, a], layers.Dense(1)(h))


class DDPG:
    def __init__(self):
        self.actor, self.critic = actor_net(), critic_net()
        self.opt = optimizers.Adam(1e-3)

    def policy(self, state, noise=None):
        action = self.actor(state)
        return action if noise is None else action + noise

    def update_actor(self, states):
        actions = self.policy(states)  # error: [outside-tape]
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic([states, actions], training=True))
        grads = tape.gradient(loss, self.actor.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.actor.trainable_variables))


agent = DDPG()
agent.update_actor(tf.constant(np.random.randn(8, 3), tf.float32))
