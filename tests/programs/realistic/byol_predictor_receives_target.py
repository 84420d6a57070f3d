# outcome: part
"""BYOL: the predictor is fed with the (detached) target projection, so the online net gets nothing."""
import tensorflow as tf
from tensorflow.keras import layers


def encoder():
    return tf.keras.Sequential([layers.Input((6,)), layers.Dense(8, activation="tanh"), layers.Dense(4)])


class BYOL:
    def __init__(self, tau=0.9):
        self.online, self.target = encoder(), encoder()
        self.predictor = tf.keras.Sequential([layers.Input((4,)), layers.Dense(4)])
        self.tau = tau
        self.opt = tf.keras.optimizers.SGD(0.05)

    @staticmethod
    def regression(p, z):
        p, z = tf.math.l2_normalize(p, 1), tf.math.l2_normalize(z, 1)
        return tf.reduce_mean(2.0 - 2.0 * tf.reduce_sum(p * z, axis=1))

    def views_loss(self, a, b):
        online = self.online(a)  # warning: [unused-source]
        target = tf.stop_gradient(self.target(b))
        return self.regression(self.predictor(target), target)  # or: [unused-source]

    def update(self, x):
        a, b = x + 0.1 * tf.random.normal(x.shape), x + 0.1 * tf.random.normal(x.shape)
        with tf.GradientTape() as tape:
            loss = self.views_loss(a, b) + self.views_loss(b, a)
        params = self.online.trainable_variables + self.predictor.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(loss, params), params))
        for t, o in zip(self.target.weights, self.online.weights):
            t.assign(self.tau * t + (1 - self.tau) * o)


byol = BYOL()
for _ in range(2):
    byol.update(tf.random.normal((5, 6)))
