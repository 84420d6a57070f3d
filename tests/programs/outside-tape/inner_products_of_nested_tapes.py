# outcome: none
"""Hessian-vector product, forward over reverse done wrongly."""
import tensorflow as tf

theta = tf.Variable(tf.random.normal((3,)))
v = tf.constant([1.0, 0.0, -1.0])


def objective():
    return tf.reduce_sum(tf.sin(theta) * theta ** 2)


def hvp(vec):
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        f = objective()
    g = inner.gradient(f, theta)  # error: [outside-tape]
    return outer.gradient(tf.tensordot(g, vec, 1), theta)  # or: [outside-tape]


print(hvp(v))
