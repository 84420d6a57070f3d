# outcome: flows
"""The codes are put in the place of what they stand for."""

import tensorflow as tf

encoder = tf.keras.layers.Dense(2)
codes = tf.Variable(tf.random.normal((4, 2)))
x = tf.random.normal((8, 3))
encoder.build((None, 3))


def quantize(z):
    distances = tf.reduce_sum((z[:, None] - codes[None]) ** 2, axis=-1)
    nearest = tf.gather(codes, tf.argmin(distances, axis=-1))
    kept = tf.reduce_mean((nearest - tf.stop_gradient(z)) ** 2)
    return z + tf.stop_gradient(nearest - z), kept


weights = [*encoder.trainable_variables, codes]
with tf.GradientTape() as tape:
    quantized, kept = quantize(encoder(x))
    loss = tf.reduce_mean((quantized - 1.0) ** 2) + kept
print(tape.gradient(loss, weights))
