# outcome: none raises ValueError
import random
from collections import deque

import numpy as np
import tensorflow as tf
from tensorflow import keras


class CorridorEnv:
    def __init__(self, length=5):
        self.length = length

    def reset(self):
        self.at = 0
        return np.eye(self.length, dtype=np.float32)[self.at]

    def step(self, action):
        self.at = min(max(self.at + (1 if action else -1), 0), self.length - 1)
        done = self.at == self.length - 1
        return np.eye(self.length, dtype=np.float32)[self.at], float(done), done


class Agent:
    def __init__(self, size):
        self.q = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2)])
        self.memory = deque(maxlen=100)
        self.optimizer = keras.optimizers.Adam(0.01)

    def act(self, state, epsilon=0.5):
        if random.random() < epsilon:
            return random.randrange(2)
        return int(np.argmax(self.q(state[None]).numpy()))

    def learn(self, batch_size=8, gamma=0.95):
        batch = random.sample(list(self.memory), batch_size)
        states, actions, rewards, following, done = (np.array(c) for c in zip(*batch))
        future = np.max(self.q(following).numpy(), axis=1)
        targets = (rewards + gamma * future * (1 - done)).astype(np.float32)
        with tf.GradientTape() as tape:
            q_values = np.array(self.q(states))  # error: [leaves-tensorflow]
            picked = q_values[np.arange(batch_size), actions]
            loss = tf.reduce_mean(keras.losses.huber(targets, picked))
        grads = tape.gradient(loss, self.q.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.q.trainable_variables))


def main():
    env, agent = CorridorEnv(), None
    state = env.reset()
    agent = Agent(env.length)
    for _ in range(20):
        action = agent.act(state)
        following, reward, done = env.step(action)
        agent.memory.append((state, action, reward, following, float(done)))
        state = env.reset() if done else following
    agent.learn()


if __name__ == "__main__":
    main()
