# outcome: flows
"""Tiny DQN with a target network and replay buffer."""
from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass

import numpy as np
import tensorflow as tf


@dataclass(frozen=True)
class Config:
    obs_dim: int = 4
    n_actions: int = 3
    gamma: float = 0.97
    batch: int = 8
    sync_every: int = 2


class QNet(tf.keras.Model):
    def __init__(self, n_actions: int):
        super().__init__()
        self.trunk = [tf.keras.layers.Dense(w, activation="relu") for w in (16, 16)]
        self.head = tf.keras.layers.Dense(n_actions)

    def call(self, obs):
        for layer in self.trunk:
            obs = layer(obs)
        return self.head(obs)


class Agent:
    def __init__(self, cfg: Config):
        self.cfg = cfg
        self.online, self.target = QNet(cfg.n_actions), QNet(cfg.n_actions)
        probe = tf.zeros((1, cfg.obs_dim))
        self.online(probe), self.target(probe)
        self.sync()
        self.opt = tf.keras.optimizers.Adam(1e-3)
        self.memory: deque = deque(maxlen=200)

    def sync(self) -> None:
        self.target.set_weights(self.online.get_weights())

    def act(self, obs: np.ndarray, eps: float = 0.2) -> int:
        if random.random() < eps:
            return random.randrange(self.cfg.n_actions)
        q = self.online(obs[None].astype("float32"))
        return int(tf.argmax(q[0]).numpy())

    def learn(self) -> float:
        rows = random.sample(self.memory, self.cfg.batch)
        obs, actions, rewards, nxt, done = map(np.array, zip(*rows))
        obs = tf.convert_to_tensor(obs, tf.float32)
        nxt = tf.convert_to_tensor(nxt, tf.float32)
        best = tf.argmax(self.online(nxt), axis=1)
        future = tf.gather(self.target(nxt), best, axis=1, batch_dims=1)
        y = tf.stop_gradient(rewards.astype("float32") + self.cfg.gamma * (1.0 - done.astype("float32")) * future)
        with tf.GradientTape() as tape:
            q = self.online(obs)
            mask = tf.one_hot(tf.cast(actions, tf.int32), self.cfg.n_actions)
            chosen = tf.reduce_sum(q * mask, axis=-1)
            loss = tf.keras.losses.Huber()(y, chosen)
        grads = tape.gradient(loss, self.online.trainable_variables)
        grads, _ = tf.clip_by_global_norm(grads, 5.0)
        self.opt.apply_gradients(zip(grads, self.online.trainable_variables))
        return float(loss)


agent = Agent(Config())
obs = np.random.randn(4)
for step in range(14):
    action = agent.act(obs)
    nxt = np.random.randn(4)
    agent.memory.append((obs, action, float(nxt[action % 4]), nxt, step % 7 == 0))
    obs = nxt
    if len(agent.memory) >= agent.cfg.batch:
        print(step, agent.learn())
    if step % agent.cfg.sync_every == 0:
        agent.sync()
