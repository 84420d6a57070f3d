# outcome: none raises ValueError
import tensorflow as tf


class Ensemble:
    def __init__(self, n):
        self.members = [tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)]) for _ in range(n)]
        self.optimizers = [tf.keras.optimizers.SGD(0.1) for _ in range(n)]

    def params(self, k):
        return self.members[k - 1].trainable_variables

    def fit_member(self, k, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.members[k](x) - y) ** 2)
        grads = tape.gradient(loss, self.params(k))  # error: [foreign-sources]
        self.optimizers[k].apply_gradients(zip(grads, self.params(k)))


ens = Ensemble(3)
for k in range(3):
    ens.fit_member(k, tf.random.normal((4, 2)), tf.ones((4, 1)))
