# outcome: zero
"""A softmax along the axis of the one score: each word has the share one, whatever its score."""
import keras
import tensorflow as tf
from keras import layers, ops


class Pooling(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.inner = layers.Dense(units, activation="tanh")
        self.score = layers.Dense(1, use_bias=False)

    def call(self, words):
        shares = ops.softmax(self.score(self.inner(words)), axis=-1)  # error: [zero-gradient]
        return ops.sum(shares * words, axis=1)


pooling, out = Pooling(4), layers.Dense(1)
words, wanted = tf.random.normal([8, 5, 3]), tf.ones([8, 1])
judged = keras.losses.BinaryCrossentropy(from_logits=True)

with tf.GradientTape() as tape:
    loss = judged(wanted, out(pooling(words)))
print(tape.gradient(loss, pooling.trainable_variables))
