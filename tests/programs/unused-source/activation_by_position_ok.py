# outcome: flows
import sys

import keras
import tensorflow as tf


class Stack(keras.Model):
    def __init__(self, sizes, inner, outer=None):
        super().__init__()
        self.parts = []
        for i, size in enumerate(sizes):
            shape = inner if i < len(sizes) - 1 else outer
            self.parts.append(keras.layers.Dense(size, activation=shape))

    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


width = [4] * (len(sys.argv) + 1)
coder = Stack(width + [3], "relu", "tanh")
critic = Stack(width + [1], "relu")
x = tf.random.normal([8, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(critic(coder(x)))
print(tape.gradient(loss, coder.trainable_variables))
