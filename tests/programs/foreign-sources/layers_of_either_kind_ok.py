# outcome: flows
import sys

import tensorflow as tf


def norm():
    return tf.keras.layers.LayerNormalization()


class Block(tf.keras.Model):
    def __init__(self, units):
        super().__init__()
        self.norm = norm()
        self.dense = tf.keras.layers.Dense(units)

    def call(self, x):
        return x + self.dense(self.norm(x))


if len(sys.argv) < 5:
    first = [tf.keras.layers.Dense(8), norm()]
elif len(sys.argv) < 9:
    first = [tf.keras.layers.Dense(8), Block(8), Block(8)]

middle = [Block(8)] if len(sys.argv) < 3 else [tf.keras.layers.Dense(8) for _ in range(1)]
layers = (*first, *middle, norm(), tf.keras.layers.ReLU(), tf.keras.layers.Dense(1))
model = tf.keras.models.Sequential(layers)
data = tf.data.Dataset.from_tensor_slices((tf.ones((8, 3)), tf.zeros((8, 1)))).batch(4)

for x, y in iter(data):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    gradients = tape.gradient(loss, model.variables)
