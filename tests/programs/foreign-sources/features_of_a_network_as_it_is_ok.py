# outcome: flows
"""A generator is trained alone at first, then with the features of a network that stays as it is."""
import tensorflow as tf
from tensorflow.keras import layers

features = tf.keras.Sequential([layers.Input((8, 8, 1)), layers.Conv2D(4, 3, activation="relu")])
generator = tf.keras.Sequential([layers.Input((8, 8, 1)), layers.Conv2D(1, 3, padding="same")])
first, second = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-4)
pictures = tf.random.normal([2, 8, 8, 1])


def alone(pictures):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(generator(pictures) - pictures))
    weights = generator.trainable_variables
    first.apply_gradients(zip(tape.gradient(loss, weights), weights))


def with_features(pictures):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(features(generator(pictures)) - features(pictures)))
    weights = generator.trainable_variables
    second.apply_gradients(zip(tape.gradient(loss, weights), weights))


for _ in range(2):
    alone(pictures)
for _ in range(2):
    with_features(pictures)
