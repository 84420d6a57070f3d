"""Train a small classifier with a loss of our own."""

import numpy as np
import keras
import tensorflow as tf
from keras import layers

rng = np.random.default_rng(0)
petals = rng.normal(size=(96, 4)).astype("float32")
kinds = (petals[:, 0] > 0).astype("int64")


def wrong_guesses(y_true, y_pred):
    guessed = tf.argmax(y_pred, axis=-1)
    right = tf.cast(tf.squeeze(y_true), tf.int64)
    return tf.reduce_mean(tf.cast(guessed != right, tf.float32))


def accuracy(y_true, y_pred):
    guessed = tf.argmax(y_pred, axis=-1)
    return tf.cast(guessed == tf.cast(tf.squeeze(y_true), tf.int64), tf.float32)


model = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])
model.compile(optimizer="adam", loss=wrong_guesses, metrics=[accuracy])
model.fit(petals, kinds, epochs=2, verbose=0)
