# outcome: flows
import tensorflow as tf


def soft_histogram(image, bins=16):
    centers = tf.linspace(0.0, 1.0, bins)
    distances = tf.reshape(image, [-1, 1]) - centers[None, :]
    weights = tf.exp(-tf.square(distances) * bins**2)
    return tf.reduce_sum(weights, axis=0) / tf.cast(tf.size(image), tf.float32)


def histogram_distance(a, b):
    return tf.reduce_sum(tf.abs(soft_histogram(a) - soft_histogram(b)))


reference = tf.random.uniform((12, 12, 3))
canvas = tf.Variable(tf.random.uniform((12, 12, 3)))
optimizer = tf.keras.optimizers.Adam(0.02)

with tf.GradientTape() as tape:
    loss = histogram_distance(tf.clip_by_value(canvas, 0.0, 1.0), reference)
gradient = tape.gradient(loss, canvas)
optimizer.apply_gradients([(gradient, canvas)])
hist = tf.histogram_fixed_width(canvas, [0.0, 1.0], nbins=4)
print("after one step:", hist.numpy())
