# outcome: flows raises ValueError
"""Each trainer's step is traced for itself, and both hold the same optimizer."""
import tensorflow as tf


class Trainer:
    def __init__(self, units, optimizer):
        self.net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(units)])
        self.optimizer = optimizer

    @tf.function
    def step(self, x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self.net(x) ** 2)
        grads = tape.gradient(loss, self.net.trainable_variables)
        self.optimizer.apply(grads, self.net.trainable_variables)  # error: [mismatched-gradients]


shared = tf.keras.optimizers.SGD(0.1)
one, two = Trainer(1, shared), Trainer(2, shared)
one.step(tf.ones((4, 2)))
two.step(tf.ones((4, 2)))
