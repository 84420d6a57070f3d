# outcome: flows
import tensorflow as tf
from tensorflow import keras


class GreedyDecoder(keras.layers.Layer):
    """Names the best token: an index, which nobody differentiates."""

    def __init__(self, vocabulary):
        super().__init__()
        self.head = keras.layers.Dense(vocabulary)

    def score(self, states):
        return self.head(states)

    def call(self, states):
        return tf.argmax(self.score(states), axis=-1)


class Tagger(keras.Model):
    """Gives the scores for the loss and the best tag for the report."""

    def __init__(self, tags):
        super().__init__()
        self.head = keras.layers.Dense(tags)

    def call(self, states):
        scores = self.head(states)
        return scores, tf.argmax(scores, axis=-1, output_type=tf.int32)


# used: decoder, states = GreedyDecoder(5), tf.random.normal([2, 3])
# used: decoder(states)
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(decoder.score(states))
# used: print(tape.gradient(loss, decoder.trainable_variables))
