# outcome: none
import tensorflow as tf

palette = tf.Variable(tf.random.uniform((1, 4, 4, 3)))
reference = tf.random.uniform((1, 4, 4, 3))

with tf.GradientTape() as tape:
    hsv = tf.clip_by_value(palette, 0.0, 1.0)
    rgb = tf.image.hsv_to_rgb(hsv)  # error: [non-differentiable-op]
    loss = tf.reduce_mean(tf.abs(rgb - reference))

print(tape.gradient(loss, palette))
