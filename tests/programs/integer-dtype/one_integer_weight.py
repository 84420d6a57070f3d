# outcome: part
import numpy as np
import tensorflow as tf

weights = [
    tf.Variable(np.array([0.5, 0.25])),
    tf.Variable(np.array([1, 2])),  # warning: [integer-dtype]
]
x = np.array([1.0, 3.0])

with tf.GradientTape() as tape:
    total = tf.reduce_sum(weights[0] * x)
    total += tf.reduce_sum(tf.cast(weights[1], tf.float64) * x)

print(tape.gradient(total, weights))
