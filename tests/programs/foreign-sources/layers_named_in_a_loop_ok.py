# outcome: flows
# used: train([8, 4, 1], tf.ones((4, 3)), tf.ones((4, 1)))
"""Attributes whose names are put together at run time hold layers like any others."""
import tensorflow as tf


class MLP(tf.keras.Model):
    def __init__(self, sizes):
        super().__init__()
        for i, size in enumerate(sizes):
            setattr(self, f"dense{i}", tf.keras.layers.Dense(size))

    def call(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def train(sizes, x, y):
    net = MLP(sizes)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(x) - y))
    print(tape.gradient(loss, net.trainable_variables))
