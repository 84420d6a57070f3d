# outcome: stuck
import tensorflow as tf


class MatrixFactorization:
    def __init__(self, users, items, rank):
        self.users, self.items, self.rank = users, items, rank
        self.item_factors = tf.Variable(tf.random.normal((items, rank), stddev=0.1))

    def reset(self):
        self.user_factors = tf.Variable(  # or: [fresh-variable]
            tf.random.normal((self.users, self.rank), stddev=0.1)
        )

    def step(self, u, i, r, lr=0.5):
        self.reset()  # warning: [fresh-variable]
        with tf.GradientTape(persistent=True) as tape:
            pu = tf.gather(self.user_factors, u)
            qi = tf.gather(self.item_factors, i)
            loss = tf.reduce_mean((tf.reduce_sum(pu * qi, axis=1) - r) ** 2)
        gu = tape.gradient(loss, self.user_factors)
        gi = tape.gradient(loss, self.item_factors)
        del tape
        self.user_factors.scatter_sub(tf.IndexedSlices(lr * gu.values, gu.indices))
        self.item_factors.scatter_sub(tf.IndexedSlices(lr * gi.values, gi.indices))
        return loss.numpy()


mf = MatrixFactorization(6, 9, 3)
u = tf.constant([0, 1, 2, 3])
i = tf.constant([8, 4, 4, 0])
r = tf.constant([5.0, 1.0, 3.0, 4.0])
for epoch in range(3):
    print(epoch, mf.step(u, i, r))
