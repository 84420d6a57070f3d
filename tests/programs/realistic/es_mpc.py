# outcome: flows
"""Learn a dynamics model, then optimise an action plan through it."""
import itertools
import numpy as np
import tensorflow as tf

A = np.array([[1.0, 0.1], [0.0, 1.0]], dtype=np.float32)
B = np.array([[0.0], [0.1]], dtype=np.float32)


def truth(s, a):
    return s @ A.T + a @ B.T


class Model:
    def __init__(self):
        self.f = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(16, "tanh"), tf.keras.layers.Dense(2)])
        self.opt = tf.keras.optimizers.Adam(1e-2)

    def __call__(self, s, a):
        return s + self.f(tf.concat([s, a], -1))

    def fit(self, n):
        for _ in itertools.repeat(None, n):
            s, a = np.random.randn(16, 2).astype("f"), np.random.randn(16, 1).astype("f")
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((self(s, a) - truth(s, a)) ** 2)
            self.opt.apply_gradients(zip(tape.gradient(loss, self.f.trainable_variables), self.f.trainable_variables))
        return loss.numpy()


def plan(model, s0, horizon=4, iters=3, lr=0.5):
    actions = tf.zeros((horizon, 1, 1))
    for _ in range(iters):
        with tf.GradientTape() as tape:
            tape.watch(actions)
            s, cost = tf.constant(s0), 0.0
            for a in tf.unstack(actions):
                s = model(s, tf.tanh(a))
                cost += tf.reduce_sum(s**2) + 0.01 * tf.reduce_sum(a**2)
        actions = actions - lr * tape.gradient(cost, actions)
    return np.tanh(actions.numpy()[:, 0]), float(cost)


model = Model()
print(model.fit(5))
state = np.array([[1.0, 0.0]], "f")
for t in range(2):
    acts, cost = plan(model, state)
    state = truth(state, acts[:1]).astype("f")
    print(t, cost, state.round(2))
