# outcome: none
"""A product with the curvature: the slope is taken where the outer tape records no more."""
import tensorflow as tf

weights = tf.Variable([0.5, -0.25, 1.0])
matrix = tf.random.normal([6, 3])


def curved_along(direction):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            loss = tf.reduce_mean(tf.nn.softplus(tf.linalg.matvec(matrix, weights)))
    slope = inner.gradient(loss, weights)  # error: [outside-tape]
    return outer.gradient(tf.tensordot(slope, direction, 1), weights)  # or: [outside-tape]


print(curved_along(tf.constant([1.0, 0.0, 0.0])))
