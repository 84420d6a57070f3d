# outcome: flows raises AssertionError
import tensorflow as tf


class Stem(tf.Module):
    def __init__(self):
        super().__init__()
        self.conv = tf.keras.layers.Conv1D(4, 3, activation="tanh")


class Tagger(tf.keras.Model):
    def __init__(self, stem):
        super().__init__()
        self.stem = stem  # warning: [untracked-variable]
        self.head = tf.keras.layers.Dense(2)

    def call(self, inputs):
        return self.head(self.stem.conv(inputs))


tagger = Tagger(Stem())
optimizer = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((4, 9, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(tagger(x)))
gradients = tape.gradient(loss, tagger.trainable_variables)
optimizer.apply_gradients(zip(gradients, tagger.trainable_variables))
assert len(tagger.trainable_variables) == 4
