# outcome: flows
import math

import numpy as np
import tensorflow as tf

X = np.sort(np.random.default_rng(3).uniform(0, 6, (25, 1)))
y = np.sin(X[:, 0]) + 0.1 * np.random.default_rng(4).normal(size=25)


class RBF:
    def __init__(self, lengthscale=1.0, variance=1.0):
        self.raw = [tf.Variable(math.log(v), dtype=tf.float64) for v in (lengthscale, variance)]

    @property
    def lengthscale(self):
        return tf.exp(self.raw[0])

    @property
    def variance(self):
        return tf.exp(self.raw[1])

    def __call__(self, a, b):
        sq = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
        return self.variance * tf.exp(-0.5 * sq / self.lengthscale**2)


kernel, log_noise = RBF(), tf.Variable(-2.0, dtype=tf.float64)


def negative_log_marginal():
    n = X.shape[0]
    K = kernel(X, X) + tf.exp(log_noise) * tf.eye(n, dtype=tf.float64)
    L = tf.linalg.cholesky(K)
    alpha = tf.linalg.cholesky_solve(L, y[:, None])
    fit = 0.5 * tf.reduce_sum(y[:, None] * alpha)
    return fit + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 0.5 * n * np.log(2 * np.pi)


params = [*kernel.raw, log_noise]
for it in range(4):
    with tf.GradientTape() as tape:
        nlml = negative_log_marginal()
    for p, g in zip(params, tape.gradient(nlml, params)):
        p.assign_sub(0.01 * g)
    print(it, nlml.numpy(), float(kernel.lengthscale))
