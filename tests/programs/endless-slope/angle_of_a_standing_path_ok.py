# outcome: flows
"""A path that starts as a straight line has a direction; one of zeros may have a length."""
import tensorflow as tf

points = tf.Variable(tf.stack([tf.linspace(0.0, 1.0, 6), tf.linspace(0.0, 2.0, 6)], axis=1))
offset = tf.Variable(tf.zeros((6, 2)), name="offset")

with tf.GradientTape() as tape:
    path = points + offset
    leg = path[1:] - path[:-1]
    heading = tf.atan2(leg[:, 1], leg[:, 0])
    bent = offset[1:] - offset[:-1] + 0.1
    loss = tf.reduce_sum(tf.square(heading - 0.46)) + tf.reduce_sum(tf.norm(bent, axis=-1))
print(tape.gradient(loss, [points, offset]))
