# outcome: flows
"""REINFORCE on a two-armed bandit."""
import numpy as np
import tensorflow as tf


class PolicyAgent:
    def __init__(self, n_actions, lr=0.05):
        self.n_actions = n_actions
        self.net = tf.keras.Sequential([
            tf.keras.Input((1,)),
            tf.keras.layers.Dense(8, activation="tanh"),
            tf.keras.layers.Dense(n_actions, activation="softmax"),
        ])
        self.opt = tf.keras.optimizers.Adam(lr)

    def log_probs(self, states, actions):
        probs = self.net(states)
        picked = tf.gather(probs, actions, axis=1, batch_dims=1)
        return tf.math.log(picked + 1e-8)

    def act(self, state):
        p = self.net(state[None, :]).numpy()[0]
        return np.random.choice(self.n_actions, p=p / p.sum())

    def learn(self, states, actions, returns):
        with tf.GradientTape() as tape:
            logp = self.log_probs(states, actions)
            loss = -tf.reduce_mean(logp * returns)
        grads = tape.gradient(loss, self.net.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.net.trainable_variables))
        return loss


agent = PolicyAgent(2)
states = np.ones((10, 1), np.float32)
actions = [agent.act(s) for s in states]
returns = np.array([1.0 if a == 1 else 0.5 for a in actions], dtype="float32")
print(agent.learn(states, np.array(actions), returns))
