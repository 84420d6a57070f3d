# outcome: flows
import random
from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

GAMMA = 0.99


def q_network(n_actions):
    return tf.keras.Sequential([layers.Dense(24, activation="relu"), layers.Dense(n_actions)])


class DQN:
    def __init__(self):
        self.online, self.target = q_network(2), q_network(2)
        self.online.build((None, 4))
        self.target.build((None, 4))
        self.sync()
        self.opt = tf.keras.optimizers.Adam(1e-3)
        self.memory = deque(maxlen=500)

    def sync(self):
        self.target.set_weights(self.online.get_weights())

    def act(self, s, eps=0.1):
        if np.random.rand() < eps:
            return np.random.randint(2)
        return int(np.argmax(self.online(s[None]).numpy()[0]))

    def learn(self, batch_size=8):
        batch = random.sample(self.memory, batch_size)
        s, a, r, s2, d = (np.array(col, dtype=np.float32) for col in zip(*batch))
        with tf.GradientTape() as tape:
            y = tf.stop_gradient(r + GAMMA * tf.reduce_max(self.target(s2), axis=1) * (1 - d))
            q = tf.reduce_sum(self.online(s) * tf.one_hot(a.astype(np.int32), 2), axis=1)
            loss = tf.reduce_mean((y - q) ** 2)
        grads = tape.gradient(loss, self.online.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.online.trainable_variables))
        return float(loss)


agent = DQN()
state = np.zeros(4)
for t in range(20):
    action = agent.act(state)
    nxt = np.random.randn(4)
    agent.memory.append((state, action, float(action), nxt, t % 10 == 9))
    state = nxt
    if len(agent.memory) >= 8:
        agent.learn()
    if t % 10 == 0:
        agent.sync()
