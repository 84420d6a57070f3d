# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.optimizers import Adam


class DQNAgent:
    def __init__(self, state_size, actions):
        self.gamma = 0.9
        self.actions = actions
        self.model = Sequential([Input((state_size,)), Dense(8, activation="relu"), Dense(actions)])
        self.optimizer = Adam(0.001)

    def act(self, state):
        return int(np.argmax(self.model.predict(state[None], verbose=0)[0]))

    def replay(self, states, actions, rewards, next_states):
        target = rewards + self.gamma * np.amax(self.model.predict(next_states, verbose=0), axis=1)
        with tf.GradientTape() as tape:
            q = self.model(states, training=True)
            chosen = tf.reduce_sum(q * tf.one_hot(actions, self.actions), axis=1)
            loss = tf.reduce_mean(tf.square(target - chosen))
        grads = tape.gradient(loss, self.model.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss


agent = DQNAgent(4, 2)
batch = 8
states = np.random.rand(batch, 4).astype("float32")
agent.replay(
    states,
    np.array([agent.act(s) for s in states[:2]] * 4),
    np.random.rand(batch).astype("float32"),
    np.random.rand(batch, 4).astype("float32"),
)
