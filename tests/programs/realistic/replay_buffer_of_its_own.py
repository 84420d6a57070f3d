# outcome: none
"""An agent learns once its buffer, an object of another class, has seen enough."""
import random

import numpy as np
import tensorflow as tf


class ReplayBuffer:
    def __init__(self, batch_size):
        self.batch_size = batch_size
        self.memory = []
        self.pushed = 0

    def push(self, *experience):
        self.memory.append(experience)
        self.pushed += 1

    def sample(self):
        return random.sample(self.memory, self.batch_size)

    def is_ready(self):
        return self.pushed > 3 and len(self.memory) >= self.batch_size


class Agent:
    def __init__(self, model):
        self.model = model
        self.buffer = ReplayBuffer(4)
        self.optimizer = tf.keras.optimizers.Adam()

    def learn(self):
        if not self.buffer.is_ready():
            return None
        states, returns = map(np.float32, zip(*self.buffer.sample()))
        with tf.GradientTape() as tape:
            values = tf.round(self.model(states))  # error: [non-differentiable-op]
            loss = tf.reduce_mean(tf.square(values[:, 0] - returns))
        return tape.gradient(loss, self.model.trainable_variables)


# used: agent = Agent(tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)]))
# used: for step in range(5):
# used:     agent.buffer.push([1.0, 2.0], float(step))
# used: agent.learn()
