# outcome: nan
import math

import tensorflow as tf

words = tf.constant([[3, 5, 0, 0], [2, 4, 1, 0]])
scores = tf.Variable(tf.random.normal((2, 4)))


def pooled(scores, padding):
    return tf.nn.softmax(scores + padding * -math.inf, axis=-1)  # info: [zero-times-infinity]


with tf.GradientTape() as tape:
    shares = pooled(scores, tf.cast(tf.equal(words, 0), tf.float32))
    loss = tf.reduce_sum(shares * tf.cast(words, tf.float32))
print(tape.gradient(loss, scores))
