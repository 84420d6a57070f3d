# outcome: flows
import os

import tensorflow as tf

DEBUG = bool(int(os.environ.get("DEBUG_NUMPY", "0")))


def normalise(x, eps=1e-6, detach=False, as_numpy=False):
    mean, var = tf.nn.moments(x, [0])
    if detach:
        mean, var = tf.stop_gradient(mean), tf.stop_gradient(var)
    z = (x - mean) / tf.sqrt(var + eps)
    return z.numpy() if as_numpy else z


w = tf.Variable(tf.random.normal([3, 3]))
x = tf.random.normal([7, 3])
with tf.GradientTape() as tape:
    h = normalise(x @ w)
    report = normalise(x @ w, as_numpy=True).std(0)
    loss = tf.reduce_mean(tf.nn.relu(h) ** 2)
    if DEBUG:
        print(loss.numpy())
print(tape.gradient(loss, w).shape, report.round(2))
