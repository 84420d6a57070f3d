# outcome: flows
"""Predicted lengths are rounded to repeat with: they have labels of their own in training."""
import tensorflow as tf


class Synthesiser(tf.keras.Model):
    def __init__(self, width):
        super().__init__()
        self.encoder = tf.keras.layers.Dense(width, activation="relu")
        self.length = tf.keras.layers.Dense(1)
        self.decoder = tf.keras.layers.Dense(width)

    def call(self, letters):
        hidden = self.encoder(letters)
        lengths = tf.exp(tf.squeeze(self.length(hidden), -1))
        repeats = tf.cast(tf.math.round(lengths), tf.int32)
        stretched = tf.repeat(hidden[0], repeats[0], axis=0)
        return self.decoder(stretched)


# used: model = Synthesiser(3)
# used: letters = tf.ones((1, 4, 2))
# used: with tf.GradientTape() as tape:
# used:     sound = model(letters)
# used:     lengths = model.length(model.encoder(letters))
# used:     loss = tf.reduce_sum(sound) + tf.reduce_sum(tf.abs(lengths - 2.0))
# used: print(tape.gradient(loss, model.trainable_variables))
