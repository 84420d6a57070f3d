# outcome: flows
import argparse

import numpy as np
import tensorflow as tf

parser = argparse.ArgumentParser()
parser.add_argument("--nu", type=float, default=0.01)
parser.add_argument("--steps", type=int, default=2)
parser.add_argument("--width", type=int, default=12)
args, _ = parser.parse_known_args([])

net = tf.keras.Sequential([tf.keras.layers.Dense(args.width, activation="tanh") for _ in range(2)] + [tf.keras.layers.Dense(1)])
net.build((None, 2))


def u(t, x):
    return net(tf.concat([t, x], axis=1))


def residual(t, x):
    """Burgers: u_t + u u_x - nu u_xx."""
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as inner:
            inner.watch([t, x])
            val = u(t, x)
        u_t = inner.gradient(val, t)
        u_x = inner.gradient(val, x)
        del inner
    u_xx = outer.gradient(u_x, x)
    return u_t + val * u_x - args.nu * u_xx


def sample(n):
    t = tf.convert_to_tensor(np.random.uniform(0, 1, (n, 1)), dtype=tf.float32)
    x = tf.convert_to_tensor(np.random.uniform(-1, 1, (n, 1)), dtype=tf.float32)
    return t, x


opt = tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.ExponentialDecay(1e-3, 100, 0.9))


@tf.function
def step(t, x, x0):
    with tf.GradientTape() as tape:
        pde = tf.reduce_mean(residual(t, x) ** 2)
        t0 = tf.zeros_like(x0)
        ic = tf.reduce_mean((u(t0, x0) + tf.sin(np.pi * x0)) ** 2)
        loss = pde + 10.0 * ic
    params = net.trainable_variables
    grads = tape.gradient(loss, params, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    opt.apply_gradients(zip(grads, params))
    return loss, pde


history = []
for i in range(args.steps):
    t, x = sample(16)
    _, x0 = sample(8)
    loss, pde = step(t, x, x0)
    history.append((loss.numpy(), pde.numpy()))
print(np.argmin([h[0] for h in history]))
