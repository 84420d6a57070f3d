# outcome: flows
# used: batches = [(tf.ones((4, 3)), tf.zeros((4, 5)))]
# used: fit(Net(), iter(batches), lambda batch: batch)
"""Whichever branch comes first builds the layers, and both have the same weights."""
import tensorflow as tf


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.body = tf.keras.layers.Dense(8, activation="relu")
        self.head = tf.keras.layers.Dense(5)

    def call(self, x, target=None):
        if target is not None:
            out = self.head(self.body(x))
        else:
            for _ in range(2):
                out = self.head(self.body(x))
                out = tf.cast(tf.argmax(out, axis=-1), tf.float32)
        return out


def fit(net, batches, unpack):
    for batch in batches:
        x, target = unpack(batch)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(net(x, target) - target))
        print(tape.gradient(loss, net.trainable_variables))


def demo(batches, unpack):
    fit(Net(), batches, unpack)
