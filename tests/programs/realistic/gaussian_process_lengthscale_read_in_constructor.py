# outcome: part
import math

import numpy as np
import tensorflow as tf

X = np.sort(np.random.default_rng(3).uniform(0, 6, (25, 1)))
y = np.sin(X[:, 0])


class RBF:
    def __init__(self, lengthscale=1.0, variance=1.0):
        self.raw_length = tf.Variable(math.log(lengthscale), dtype=tf.float64)
        self.raw_variance = tf.Variable(math.log(variance), dtype=tf.float64)
        self.lengthscale = tf.exp(self.raw_length)  # warning: [outside-tape]

    def __call__(self, a, b):
        sq = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
        return tf.exp(self.raw_variance) * tf.exp(-0.5 * sq / self.lengthscale**2)


kernel = RBF()


def negative_log_marginal(noise=0.1):
    K = kernel(X, X) + noise * tf.eye(X.shape[0], dtype=tf.float64)
    L = tf.linalg.cholesky(K)
    alpha = tf.linalg.cholesky_solve(L, y[:, None])
    return 0.5 * tf.reduce_sum(y[:, None] * alpha) + tf.reduce_sum(
        tf.math.log(tf.linalg.diag_part(L))
    )


for it in range(3):
    with tf.GradientTape() as tape:
        nlml = negative_log_marginal()
    d_length, d_variance = tape.gradient(nlml, [kernel.raw_length, kernel.raw_variance])
    print(it, nlml.numpy(), d_length)
    kernel.raw_variance.assign_sub(0.01 * d_variance)
