# outcome: flows
import numpy as np
import tensorflow as tf

means = tf.constant([[2.0, 2.0], [-2.0, -2.0]])


def log_density(x):
    sq = tf.reduce_sum((x[:, None, :] - means[None]) ** 2, axis=-1)
    return tf.reduce_logsumexp(-0.5 * sq, axis=1)


def score(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        logp = log_density(x)
    return tape.gradient(logp, x)


x = tf.Variable(tf.random.normal((16, 2)))
x = x.read_value()
step = 0.1
for t in range(10):
    x = x + 0.5 * step * score(x) + np.sqrt(step) * tf.random.normal(x.shape)
print(x.numpy().mean(axis=0))
