# outcome: nan
"""Keypoints are tied to where they began; at the first step they are still there."""
import tensorflow as tf

template = tf.random.uniform((6, 2))
points = tf.Variable(template, name="points")
image = tf.random.uniform((6, 2))
optimizer = tf.keras.optimizers.SGD(0.1)

for step in range(2):
    with tf.GradientTape() as tape:
        fit = tf.reduce_mean(tf.square(points - image))
        drift = points - template
        stretch = tf.reduce_mean(tf.norm(drift, axis=1))  # warning: [endless-slope]
        loss = fit + 0.1 * stretch
    gradient = tape.gradient(loss, points)
    optimizer.apply_gradients([(gradient, points)])
