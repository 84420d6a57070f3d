# outcome: flows
"""DQN; what `act` stored is only printed."""
import random
from collections import deque

import numpy as np
import tensorflow as tf


class Agent:
    def __init__(self, n_obs=3, n_act=2):
        self.memory = deque(maxlen=100)
        self.model = tf.keras.Sequential([tf.keras.Input((n_obs,)), tf.keras.layers.Dense(n_act)])
        self.optimizer = tf.keras.optimizers.Adam(1e-3)
        self.n_act = n_act
        self.eps = 0.1

    def act(self, obs):
        self.q_values = self.model(obs[None])
        if random.random() < self.eps:
            return random.randrange(self.n_act)
        return int(tf.argmax(self.q_values[0]))

    def remember(self, *step):
        self.memory.append(step)

    def learn(self, gamma=0.9):
        obs, action, reward, nxt = self.memory[-1]
        target = reward + gamma * np.max(self.model(nxt[None]).numpy())
        with tf.GradientTape() as tape:
            q = self.model(obs[None])[0, action]
            loss = tf.square(target - q)
        grads = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_variables))
        print(self.q_values.numpy())


agent = Agent()
obs = np.random.rand(3).astype(np.float32)
for t in range(3):
    a = agent.act(obs)
    nxt = np.random.rand(3).astype(np.float32)
    agent.remember(obs, a, float(a), nxt)
    agent.learn()
    obs = nxt
