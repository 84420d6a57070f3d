# outcome: flows
import numpy as np
import tensorflow as tf


def init():
    return {
        "w1": tf.Variable(tf.random.normal([1, 10], stddev=0.5)),
        "b1": tf.Variable(tf.zeros([10])),
        "w2": tf.Variable(tf.random.normal([10, 1], stddev=0.5)),
        "b2": tf.Variable(tf.zeros([1])),
    }


def net(x, p):
    h = tf.nn.relu(x @ p["w1"] + p["b1"])
    return h @ p["w2"] + p["b2"]


def adapt(p, x, y, lr=0.01, steps=2):
    fast = dict(p)
    for _ in range(steps):
        with tf.GradientTape() as inner:
            inner.watch(list(fast.values()))
            loss = tf.reduce_mean((net(x, fast) - y) ** 2)
        grads = inner.gradient(loss, fast)
        fast = {k: fast[k] - lr * grads[k] for k in fast}
    return fast


def task(rng):
    amp, phase = rng.uniform(0.1, 5.0), rng.uniform(0, np.pi)

    def sample(n):
        x = rng.uniform(-5, 5, size=(n, 1)).astype("float32")
        return x, (amp * np.sin(x - phase)).astype("float32")

    return sample


rng = np.random.default_rng(0)
theta = init()
opt = tf.keras.optimizers.SGD(1e-3)
for step in range(2):
    with tf.GradientTape() as outer:
        meta_loss = 0.0
        for _ in range(3):
            sample = task(rng)
            fast = adapt(theta, *sample(10))
            xq, yq = sample(10)
            meta_loss += tf.reduce_mean((net(xq, fast) - yq) ** 2)
        meta_loss /= 3
    keys = sorted(theta)
    grads = outer.gradient(meta_loss, [theta[k] for k in keys])
    opt.apply_gradients((g, theta[k]) for g, k in zip(grads, keys))
    print(step, meta_loss.numpy())
