# outcome: none
import tensorflow as tf


def histogram(image, bins=16):
    counts = tf.histogram_fixed_width(image, [0.0, 1.0], nbins=bins)  # error: [non-differentiable-op]
    return tf.cast(counts, tf.float32) / tf.cast(tf.size(image), tf.float32)


def histogram_distance(a, b):
    return tf.reduce_sum(tf.abs(histogram(a) - histogram(b)))


reference = tf.random.uniform((12, 12, 3))
canvas = tf.Variable(tf.random.uniform((12, 12, 3)))
optimizer = tf.keras.optimizers.Adam(0.02)

with tf.GradientTape() as tape:
    loss = histogram_distance(tf.clip_by_value(canvas, 0.0, 1.0), reference)
gradient = tape.gradient(loss, canvas)
try:
    optimizer.apply_gradients([(gradient, canvas)])
except ValueError as err:
    print("cannot train:", err)
