# outcome: none
import numpy as np
import tensorflow as tf

coefficients = tf.Variable(np.arange(1, 4))  # error: [integer-dtype]
x = tf.constant([0.5, 1.0, 2.0], dtype=tf.float64)

with tf.GradientTape() as tape:
    powers = tf.stack([tf.ones_like(x), x, x**2])
    y = tf.linalg.matvec(powers, tf.cast(coefficients, tf.float64), transpose_a=True)
    loss = tf.reduce_sum(y**2)

print(tape.gradient(loss, coefficients))
