# outcome: none raises ValueError
"""Progressive growing: after growing, the training still asks for the old network's weights."""
import tensorflow as tf
from tensorflow.keras import layers, optimizers


class Grower:
    def __init__(self):
        self.depth = 1
        self.net = self._make()
        self.params = self.net.trainable_variables  # or: [foreign-sources]

    def _make(self):
        stack = [layers.Input((4,))]
        stack += [layers.Dense(6, activation="relu") for _ in range(self.depth)]
        return tf.keras.Sequential(stack + [layers.Dense(1)])

    def grow(self):
        self.depth += 1
        self.net = self._make()

    def train(self, x, y):
        opt = optimizers.SGD(0.01)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.net(x) - y) ** 2)
        grads = tape.gradient(loss, self.params)  # error: [foreign-sources]
        opt.apply_gradients(zip(grads, self.params))
        return loss


g = Grower()
x, y = tf.random.normal((8, 4)), tf.ones((8, 1))
print(g.train(x, y))
g.grow()
print(g.train(x, y))
