# outcome: flows
import numpy as np
import tensorflow as tf

coefficients = tf.Variable(np.arange(1.0, 4.0))
order = tf.Variable(np.arange(3))
x = tf.constant([0.5, 1.0, 2.0], dtype=tf.float64)

with tf.GradientTape() as tape:
    exponents = tf.cast(order, tf.float64)
    powers = x[None, :] ** exponents[:, None]
    y = tf.linalg.matvec(powers, coefficients, transpose_a=True)
    loss = tf.reduce_sum(y**2)

print(tape.gradient(loss, coefficients))
