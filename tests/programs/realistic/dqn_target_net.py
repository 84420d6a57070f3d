# outcome: flows
import random
from collections import deque

import numpy as np
import tensorflow as tf


class QNet(tf.keras.Model):
    def __init__(self, n_actions):
        super().__init__()
        self.fc = tf.keras.layers.Dense(16, activation="relu")
        self.q = tf.keras.layers.Dense(n_actions)

    def call(self, s):
        return self.q(self.fc(s))


class Agent:
    gamma, tau = 0.99, 0.01

    def __init__(self, n_states=4, n_actions=2):
        self.n_actions = n_actions
        self.online, self.target = QNet(n_actions), QNet(n_actions)
        for net in (self.online, self.target):
            net(tf.zeros([1, n_states]))
        self.target.set_weights(self.online.get_weights())
        self.buffer = deque(maxlen=100)
        self.opt = tf.keras.optimizers.Adam(1e-3)

    def act(self, s, eps=0.1):
        if random.random() < eps:
            return random.randrange(self.n_actions)
        return int(np.argmax(self.online(s[None]).numpy()[0]))

    def learn(self, size=8):
        s, a, r, s2, done = map(np.array, zip(*random.sample(self.buffer, size)))
        best = tf.argmax(self.online(s2), axis=1)
        q_next = tf.gather(self.target(s2), best, batch_dims=1)
        y = r + self.gamma * (1.0 - done) * q_next
        with tf.GradientTape() as tape:
            q = tf.reduce_sum(self.online(s) * tf.one_hot(a, self.n_actions), axis=1)
            loss = tf.keras.losses.Huber()(y, q)
        grads = tape.gradient(loss, self.online.trainable_variables)
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
        self.opt.apply_gradients(zip(grads, self.online.trainable_variables))
        for t, o in zip(self.target.weights, self.online.weights):
            t.assign(self.tau * o + (1 - self.tau) * t)
        return float(loss)


agent = Agent()
s = np.zeros(4, np.float32)
for i in range(12):
    a = agent.act(s)
    s2 = np.random.randn(4).astype(np.float32)
    agent.buffer.append((s, a, np.float32(1.0), s2, np.float32(i % 5 == 0)))
    s = s2
    if len(agent.buffer) >= 8:
        agent.learn()
