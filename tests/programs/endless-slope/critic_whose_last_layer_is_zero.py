# outcome: nan
"""The last layer starts with zeros, so the critic has no slope yet, and its norm none either."""
import tensorflow as tf
from tensorflow.keras import layers

critic = tf.keras.Sequential([
    layers.Input((2,)),
    layers.Dense(8, activation="tanh"),
    layers.Dense(1, kernel_initializer="zeros"),
])
points = tf.random.normal([6, 2])


def penalty(points):
    with tf.GradientTape() as tape:
        tape.watch(points)
        scores = critic(points)
    slopes = tape.gradient(scores, points)
    return tf.reduce_mean(tf.square(tf.norm(slopes, axis=1) - 1.0))  # warning: [endless-slope]


with tf.GradientTape() as tape:
    loss = penalty(points) - tf.reduce_mean(critic(points))
print(tape.gradient(loss, critic.trainable_variables))
