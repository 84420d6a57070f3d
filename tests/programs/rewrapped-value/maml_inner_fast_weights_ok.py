# outcome: flows
"""One MAML meta-step on sine waves."""
import numpy as np
import tensorflow as tf

w1 = tf.Variable(tf.random.normal((1, 10), stddev=0.3))
b1 = tf.Variable(tf.zeros((10,)))
w2 = tf.Variable(tf.random.normal((10, 1), stddev=0.3))
theta = [w1, b1, w2]


def forward(x, p):
    return tf.tanh(x @ p[0] + p[1]) @ p[2]


def adapt(x, y, p, lr=0.1):
    with tf.GradientTape() as inner:
        err = tf.reduce_mean((forward(x, p) - y) ** 2)
    gs = inner.gradient(err, p)
    return [v - lr * g for v, g in zip(p, gs)]


def task():
    phase = np.random.uniform(0, np.pi)
    x = np.random.uniform(-3, 3, (8, 1)).astype(np.float32)
    return x, np.sin(x + phase).astype(np.float32)


with tf.GradientTape() as outer:
    total = 0.0
    for _ in range(3):
        x, y = task()
        fast = adapt(x, y, theta)
        total += tf.reduce_mean((forward(x, fast) - y) ** 2)
meta = outer.gradient(total, theta)
print(meta)
