# outcome: part
import numpy as np
import tensorflow as tf


class GELU(tf.keras.layers.Layer):
    def call(self, x):
        inner = np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
        return 0.5 * x.numpy() * (1.0 + np.tanh(inner))  # warning: [leaves-tensorflow]


class Block(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.first = tf.keras.layers.Dense(6)
        self.act = GELU()
        self.second = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.second(self.act(self.first(x)))


block = Block()
x = tf.random.normal((4, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(block(x) ** 2)
for w, g in zip(block.trainable_weights, tape.gradient(loss, block.trainable_weights)):
    print(w.path, "ok" if g is not None else "None")
