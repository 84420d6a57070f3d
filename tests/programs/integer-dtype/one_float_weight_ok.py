# outcome: flows
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable(np.array([0.5, 0.25])),
    tf.Variable(np.array([1, 2.0])),
]
x = np.array([1, 3])

with tf.GradientTape() as tape:
    total = tf.reduce_sum(weights[0] * x)
    total += tf.reduce_sum(tf.cast(tf.cast(weights[1], tf.float32), tf.float64))

print(tape.gradient(total, weights))
