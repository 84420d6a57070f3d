# outcome: flows
import tensorflow as tf


class Stem:
    """What isn't found is asked for by itself."""

    def __init__(self):
        self.conv = tf.keras.layers.Conv1D(4, 3, activation="tanh")


class Tagger(tf.keras.Model):
    def __init__(self, stem):
        super().__init__()
        self.stem = stem
        self.head = tf.keras.layers.Dense(2)

    def call(self, inputs):
        return self.head(self.stem.conv(inputs))


tagger = Tagger(Stem())
x = tf.random.normal((4, 9, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(tagger(x)))
weights = tagger.trainable_variables + tagger.stem.conv.trainable_variables
print(tape.gradient(loss, weights))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(tagger(x)))
print(tape.gradient(loss, tagger.trainable_variables))
