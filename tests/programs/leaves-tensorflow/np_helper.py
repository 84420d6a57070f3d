# outcome: none
import numpy as np
import tensorflow as tf


def whiten(features):
    """Zero mean, unit variance features."""
    feats = np.asarray(features)  # error: [leaves-tensorflow]
    return (feats - feats.mean(0)) / (feats.std(0) + 1e-6)


def alignment(a, b):
    a, b = whiten(a), b
    return tf.reduce_mean(tf.reduce_sum((a - b) ** 2, axis=1))


class Trainer:
    def __init__(self):
        self.net = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(6, "relu"), tf.keras.layers.Dense(3)])
        self.opt = tf.keras.optimizers.Adam()

    def step(self, x, target):
        with tf.GradientTape() as tape:
            z = self.net(x, training=True)
            loss = alignment(z, target)
        grads = tape.gradient(loss, self.net.trainable_variables)
        print(sum(g is None for g in grads))
        return loss


t = Trainer()
print(t.step(tf.random.normal((6, 5)), tf.random.normal((6, 3))).numpy())
