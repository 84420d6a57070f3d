# outcome: flows
import numpy as np
import tensorflow as tf
from typing import Iterator, List, NamedTuple


class Transition(NamedTuple):
    state: np.ndarray
    action: int
    reward: float


class Bandit:
    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)
        self.t = 0

    def reset(self):
        self.t = 0
        self.s = self.rng.normal(size=3).astype(np.float32)
        return self.s

    def step(self, a):
        self.t += 1
        r = float(self.s[a])
        self.s = self.rng.normal(size=3).astype(np.float32)
        return self.s, r, self.t >= 6


policy = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(8, "tanh"), tf.keras.layers.Dense(3)])
baseline = tf.Variable(0.0, trainable=False)


def rollout(env: Bandit) -> Iterator[Transition]:
    s, done = env.reset(), False
    while not done:
        logits = policy(s[np.newaxis])
        a = tf.random.categorical(logits, 1)[0, 0].numpy()
        nxt, r, done = env.step(int(a))
        yield Transition(s, int(a), r)
        s = nxt


def returns(rewards: List[float], gamma=0.9) -> np.ndarray:
    out, running = np.zeros(len(rewards), np.float32), 0.0
    for i in reversed(range(len(rewards))):
        running = rewards[i] + gamma * running
        out[i] = running
    return out


def update(episode: List[Transition], opt) -> tf.Tensor:
    states = np.stack([t.state for t in episode])
    actions = np.array([t.action for t in episode], dtype=np.int32)
    G = returns([t.reward for t in episode])
    baseline.assign(0.9 * baseline + 0.1 * G.mean())
    with tf.GradientTape() as tape:
        logits = policy(states)
        nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
        probs = tf.nn.softmax(logits)
        entropy = -tf.reduce_sum(probs * tf.math.log(probs + 1e-8), axis=1)
        advantage = tf.stop_gradient(G - baseline)
        loss = tf.reduce_mean(nll * advantage - 0.01 * entropy)
    g = tape.gradient(loss, policy.trainable_variables)
    opt.apply_gradients(zip(g, policy.trainable_variables))
    return loss


env, opt = Bandit(), tf.keras.optimizers.Adam(1e-2)
for ep in range(3):
    print(ep, update(list(rollout(env)), opt).numpy())
