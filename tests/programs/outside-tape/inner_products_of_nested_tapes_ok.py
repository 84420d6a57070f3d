# outcome: flows
"""Hessian-vector product."""
import tensorflow as tf

theta = tf.Variable(tf.random.normal((3,)))
v = tf.constant([1.0, 0.0, -1.0])


def objective():
    return tf.reduce_sum(tf.sin(theta) * theta ** 2)


def hvp(vec):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            f = objective()
        g = inner.gradient(f, theta)
    return outer.gradient(g, theta, output_gradients=vec)


print(hvp(v))
