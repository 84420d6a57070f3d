# outcome: flows
"""The same, but the first look is taken after a step that moved the points."""
import tensorflow as tf

template = tf.random.uniform((6, 2))
points = tf.Variable(template, name="points")
image = tf.random.uniform((6, 2))
optimizer = tf.keras.optimizers.SGD(0.1)

points.assign_add(tf.random.uniform((6, 2), 0.1, 0.2))
for step in range(2):
    with tf.GradientTape() as tape:
        fit = tf.reduce_mean(tf.square(points - image))
        drift = points - template
        stretch = tf.reduce_mean(tf.norm(drift, axis=1))  # info: [endless-slope]
        loss = fit + 0.1 * stretch
    gradient = tape.gradient(loss, points)
    optimizer.apply_gradients([(gradient, points)])
