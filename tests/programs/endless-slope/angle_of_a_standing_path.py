# outcome: nan
"""A path whose points all start in one place has no direction yet."""
import tensorflow as tf

points = tf.Variable(tf.zeros((6, 2)), name="points")
goal = tf.constant([2.0, 1.0])


def cost(path):
    leg = path[1:] - path[:-1]
    heading = tf.atan2(leg[:, 1], leg[:, 0])  # warning: [endless-slope]
    return tf.reduce_sum(tf.square(heading - 0.46)) + tf.reduce_sum(tf.square(path[-1] - goal))


with tf.GradientTape() as tape:
    total = cost(points)
print(tape.gradient(total, points))
