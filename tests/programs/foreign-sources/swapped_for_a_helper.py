# outcome: none
"""A helper wants the target first, and gets the picture first."""
import tensorflow as tf
from tensorflow.keras import layers

net = tf.keras.Sequential([layers.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(3)])
picture = tf.random.uniform([1, 8, 8, 1])


def slope(tape, target, source):
    return tape.gradient(target, source)  # or: [foreign-sources]


with tf.GradientTape() as tape:
    tape.watch(picture)
    score = net(picture)[:, 1]
print(slope(tape, picture, score))  # error: [foreign-sources]
