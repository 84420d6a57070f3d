# outcome: none raises TypeError
import tensorflow as tf


class MatrixFactorization:
    def __init__(self, n_users, n_items, k, lr):
        self.U = tf.Variable(tf.random.normal([n_users, k]))
        self.V = tf.Variable(tf.random.normal([n_items, k]))
        self.lr = lr

    def loss(self, ratings, mask):
        err = mask * (ratings - tf.matmul(self.U, self.V, transpose_b=True))
        return tf.reduce_sum(err ** 2) + 0.01 * (tf.nn.l2_loss(self.U) + tf.nn.l2_loss(self.V))

    def step(self, ratings, mask):
        with tf.GradientTape() as tape:
            l = self.loss(ratings, mask)
        dU, dV = tape.gradient(l, [self.U, self.V])
        self.U = self.U - self.lr * dU  # error: [replaced-variable]
        self.V = self.V - self.lr * dV  # or: [replaced-variable]
        return l


ratings = tf.random.uniform((4, 5), maxval=5.0)
mask = tf.cast(tf.random.uniform((4, 5)) > 0.4, tf.float32)
mf = MatrixFactorization(4, 5, 2, 0.01)
for e in range(10):
    print(e, mf.step(ratings, mask).numpy())
