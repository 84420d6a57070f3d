# outcome: flows
"""A Q-network is trained beside a copy of its class, whose weights are set from it."""
import numpy as np
import tensorflow as tf


class QNetwork(tf.keras.Model):
    def __init__(self, actions):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="relu")
        self.values = tf.keras.layers.Dense(actions)

    def call(self, state):
        return self.values(self.hidden(state))


class Agent:
    def __init__(self, actions=3):
        self.q_net = QNetwork(actions)
        self.target_net = QNetwork(actions)
        self.q_net.compile(optimizer="adam", loss="mse")
        self.target_net.compile(optimizer="adam", loss="mse")
        self.steps = 0

    def train(self, states, rewards):
        if self.steps % 100 == 0:
            self.target_net.set_weights(self.q_net.get_weights())
        goal = self.q_net.predict(states, verbose=0)
        following = self.target_net.predict(states, verbose=0)
        goal[:, 0] = rewards + 0.9 * np.max(following, axis=1)
        self.q_net.train_on_batch(states, goal)
        self.steps += 1

    def load(self, path):
        self.q_net = tf.keras.models.load_model(path)


agent = Agent()
states = np.random.rand(5, 4).astype(np.float32)
agent.q_net(states)
agent.target_net(states)
for _ in range(3):
    agent.train(states, np.ones(5, np.float32))
