# outcome: raises ValueError
"""A registry hands out weights, and keeps none of them."""

import tensorflow as tf


class Weights(dict):
    def __missing__(self, shape):
        return tf.Variable(tf.random.normal(shape, stddev=0.3))


weights = Weights()
optimizer = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((8, 3))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((x @ weights[3, 1] - 1.0) ** 2)
    steps = tape.gradient(loss, list(weights.values()))  # error: [foreign-sources]
    optimizer.apply_gradients(zip(steps, weights.values()))
