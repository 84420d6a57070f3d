# outcome: none raises ValueError
"""A2C: the critic's loss uses the values that were stored (as floats) during the rollout."""
from typing import List, NamedTuple

import numpy as np
import tensorflow as tf


class Step(NamedTuple):
    obs: np.ndarray
    action: int
    reward: float
    value: float


def gae(steps: List[Step], gamma=0.99, lam=0.95):
    adv, out = 0.0, []
    nxt = 0.0
    for s in reversed(steps):
        delta = s.reward + gamma * nxt - s.value
        adv = delta + gamma * lam * adv
        out.append(adv)
        nxt = s.value
    return np.array(out[::-1], dtype=np.float32)


class Critic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="relu")
        self.head = tf.keras.layers.Dense(1)

    def call(self, obs):
        return self.head(self.hidden(obs))[:, 0]


critic = Critic()
opt = tf.keras.optimizers.Adam(1e-2)


def rollout(n=6):
    steps = []
    for _ in range(n):
        obs = np.random.rand(3).astype(np.float32)
        value = float(critic(obs[None])[0])  # or: [leaves-tensorflow]
        steps.append(Step(obs, 0, float(obs.sum()), value))
    return steps


for _ in range(2):
    steps = rollout()
    adv = gae(steps)
    returns = adv + np.array([s.value for s in steps], np.float32)
    with tf.GradientTape() as tape:
        values = tf.constant([s.value for s in steps])  # error: [unrelated-target] or: [rewrapped-value]
        loss = tf.reduce_mean((returns - values) ** 2)  # or: [unrelated-target]
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic.trainable_variables))
