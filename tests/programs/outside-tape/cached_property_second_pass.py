# outcome: none raises TypeError
from functools import cached_property

import tensorflow as tf


class Kernel:
    def __init__(self, points):
        self.points = points
        self.log_length = tf.Variable(0.0)

    @cached_property
    def gram(self):
        d2 = tf.reduce_sum((self.points[:, None] - self.points[None]) ** 2, -1)
        return tf.exp(-d2 / tf.exp(self.log_length))  # error: [outside-tape]

    def nll(self, y):
        K = self.gram + 0.1 * tf.eye(len(y))
        L = tf.linalg.cholesky(K)
        alpha = tf.linalg.cholesky_solve(L, y[:, None])
        return 0.5 * tf.reduce_sum(y[:, None] * alpha) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))


kernel = Kernel(tf.random.normal((6, 1)))
y = tf.random.normal((6,))
for _ in range(3):
    with tf.GradientTape() as tape:
        nll = kernel.nll(y)  # or: [outside-tape]
    kernel.log_length.assign_sub(0.05 * tape.gradient(nll, kernel.log_length))
