# outcome: flows
"""The last layer would start with zeros, but the weights come from a file."""
import tempfile
from pathlib import Path

import tensorflow as tf
from tensorflow.keras import layers


def make_critic(last):
    return tf.keras.Sequential([
        layers.Input((2,)),
        layers.Dense(8, activation="tanh"),
        layers.Dense(1, kernel_initializer=last),
    ])


points = tf.random.normal([6, 2])
with tempfile.TemporaryDirectory() as folder:
    kept = str(Path(folder) / "critic.weights.h5")
    make_critic("glorot_uniform").save_weights(kept)
    critic = make_critic("zeros")
    critic.load_weights(kept)

with tf.GradientTape() as outer:
    with tf.GradientTape() as tape:
        tape.watch(points)
        scores = critic(points)
    slopes = tape.gradient(scores, points)
    loss = tf.reduce_mean(tf.square(tf.norm(slopes, axis=1) - 1.0))
print(outer.gradient(loss, critic.trainable_variables[::2]))
