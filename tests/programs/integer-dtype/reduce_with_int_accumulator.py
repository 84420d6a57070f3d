# outcome: none
import functools
import operator

import tensorflow as tf

weights = tf.Variable([0.2, 0.3, 0.5])
prices = [tf.constant(10.0), tf.constant(20.0), tf.constant(5.0)]


def pay(i):
    return tf.cast(tf.gather(weights, i) * prices[i] * 100.0, tf.int64)  # error: [integer-dtype]


with tf.GradientTape() as tape:
    cents = functools.reduce(operator.add, (pay(i) for i in range(3)))
    total = tf.cast(cents, tf.float32) / 100.0
print(tape.gradient(total, weights))
