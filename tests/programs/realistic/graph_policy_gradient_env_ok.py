# outcome: flows
"""Differentiable control: the environment is stepped in TensorFlow."""
import numpy as np
import tensorflow as tf


class PendulumEnv:
    dt = 0.05

    def reset(self):
        self.state = tf.constant([np.pi / 4, 0.0], dtype=tf.float32)
        return self.state

    def step(self, torque):
        th, om = tf.unstack(self.state)
        om = om + self.dt * (9.8 * tf.sin(th) + torque)
        th = th + self.dt * om
        self.state = tf.stack([th, om])
        return self.state, th ** 2 + 0.1 * om ** 2


class Controller(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.h = tf.keras.layers.Dense(8, activation="tanh")
        self.u = tf.keras.layers.Dense(1)

    def call(self, s):
        return self.u(self.h(s))


def episode(env, ctrl, n=5):
    s = env.reset()
    costs = []
    for _ in range(n):
        u = ctrl(s[None])
        s, cost = env.step(u[0, 0])
        costs.append(cost)
    return tf.reduce_sum(tf.stack(costs))


env, ctrl = PendulumEnv(), Controller()
opt = tf.keras.optimizers.Adam(1e-2)
for it in range(2):
    with tf.GradientTape() as tape:
        total_cost = episode(env, ctrl)
    grads = tape.gradient(total_cost, ctrl.trainable_variables)
    opt.apply_gradients(zip(grads, ctrl.trainable_variables))
    print(total_cost.numpy())
