# outcome: flows
import tensorflow as tf
from tensorflow import keras


class HashEmbedding(keras.layers.Layer):
    """Numbers fall into buckets, and each bucket has a vector."""

    def __init__(self, buckets=16, units=4, **kwargs):
        super().__init__(**kwargs)
        self.buckets = buckets
        self.units = units

    def build(self, input_shape):
        self.table = self.add_weight(shape=(self.buckets, self.units), name="table")
        self.seen = self.add_weight(shape=(), dtype="int32", initializer="zeros", name="seen")

    def call(self, inputs):
        self.seen.assign_add(1)
        index = tf.cast(tf.floor(tf.abs(inputs) * 100.0), tf.int32) % self.buckets
        return tf.gather(self.table, index)


class TokenAndPosition(keras.layers.Layer):
    def __init__(self, vocabulary=10, length=6, units=4):
        super().__init__()
        self.tokens = keras.layers.Embedding(vocabulary, units)
        self.positions = keras.layers.Embedding(length, units)

    def call(self, ids):
        return self.tokens(ids) + self.positions(tf.range(tf.shape(ids)[-1]))


class OneHotDense(keras.layers.Layer):
    def __init__(self, depth, units):
        super().__init__()
        self.depth = depth
        self.project = keras.layers.Dense(units)

    def call(self, labels):
        return self.project(tf.one_hot(tf.cast(labels, tf.int32), self.depth))


# used: hashed, tokens, labels = HashEmbedding(), TokenAndPosition(), OneHotDense(5, 2)
# used: x, ids = tf.random.normal([4, 5]), tf.constant([[1, 2, 3]])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(hashed(x) ** 2) + tf.reduce_sum(tokens(ids) ** 2) + tf.reduce_sum(labels(ids) ** 2)
# used: floats = [v for v in hashed.trainable_variables if v.dtype == "float32"]
# used: print(tape.gradient(loss, floats + tokens.trainable_variables + labels.trainable_variables))
