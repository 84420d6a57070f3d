# outcome: raises TypeError
import math

import tensorflow as tf

rate = tf.Variable(0.3)
counts = tf.constant([1.0, 4.0, 2.0])


@tf.function
def negative_log_likelihood(observed):
    total = tf.reduce_sum(observed)
    return tf.size(observed, tf.float32) * rate - total * math.log(rate * 2.0)  # error: [numpy-in-graph]


with tf.GradientTape() as tape:
    loss = negative_log_likelihood(counts)
print(tape.gradient(loss, rate))
