# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class Corridor:
    """Walk right to the end of a corridor."""

    def __init__(self, length=5):
        self.length = length

    def reset(self):
        self.pos = 0
        return self._obs()

    def _obs(self):
        return np.eye(self.length, dtype=np.float32)[self.pos]

    def step(self, action):
        self.pos = int(np.clip(self.pos + (1 if action == 1 else -1), 0, self.length - 1))
        done = self.pos == self.length - 1
        return self._obs(), 1.0 if done else -0.1, done


policy = tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)


def discounted(rewards, gamma=0.95):
    out, running = [], 0.0
    for r in reversed(rewards):
        running = r + gamma * running
        out.append(running)
    returns = np.array(out[::-1], dtype=np.float32)
    return (returns - returns.mean()) / (returns.std() + 1e-8)


def rollout(env, max_steps=12):
    obs, states, actions, rewards = env.reset(), [], [], []
    for _ in range(max_steps):
        logits = policy(obs[None])
        action = int(tf.random.categorical(logits, 1)[0, 0].numpy())
        states.append(obs)
        actions.append(action)
        obs, reward, done = env.step(action)
        rewards.append(reward)
        if done:
            break
    return np.array(states), np.array(actions), discounted(rewards)


env = Corridor()
for episode in range(3):
    states, actions, returns = rollout(env)
    with tf.GradientTape() as tape:
        logits = policy(states)
        nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
        loss = tf.reduce_mean(nll * returns)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
