# outcome: flows
import math

import tensorflow as tf


class RBFKernel:
    """Hyper-parameters live in log space and are exposed through properties."""

    def __init__(self, lengthscale=1.0, variance=1.0):
        self._log_l = tf.Variable(math.log(lengthscale), dtype=tf.float64)
        self._log_v = tf.Variable(math.log(variance), dtype=tf.float64)

    @property
    def lengthscale(self):
        return tf.exp(self._log_l)

    @property
    def variance(self):
        return tf.exp(self._log_v)

    @lengthscale.setter
    def lengthscale(self, value):
        self._log_l.assign(math.log(value))

    def __call__(self, a, b):
        d2 = tf.reduce_sum((a[:, None, :] - b[None, :, :]) ** 2, -1)
        return self.variance * tf.exp(-0.5 * d2 / self.lengthscale**2)


kernel = RBFKernel()
kernel.lengthscale = 0.5
log_noise = tf.Variable(-2.0, dtype=tf.float64)
X = tf.cast(tf.linspace(0.0, 1.0, 20)[:, None], tf.float64)
y = tf.sin(6.0 * X)


def nll():
    n = X.shape[0]
    K = kernel(X, X) + tf.exp(log_noise) * tf.eye(n, dtype=tf.float64)
    L = tf.linalg.cholesky(K)
    alpha = tf.linalg.cholesky_solve(L, y)
    fit = 0.5 * tf.squeeze(tf.matmul(y, alpha, transpose_a=True))
    return fit + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L))) + 0.5 * n * math.log(2 * math.pi)


variables = [kernel._log_l, kernel._log_v, log_noise]
for it in range(3):
    with tf.GradientTape() as tape:
        value = nll()
    for v, g in zip(variables, tape.gradient(value, variables)):
        v.assign_sub(1e-3 * g)
print(kernel.lengthscale.numpy(), kernel.variance.numpy())
