# outcome: none raises AttributeError
import tensorflow as tf

A = tf.constant([[3.0, 1.0], [1.0, 2.0]])
theta = tf.Variable([1.0, 1.0])


def quadratic(v):
    return 0.5 * tf.tensordot(v, tf.linalg.matvec(A, v), 1) + tf.reduce_sum(tf.exp(-v))


def gradient_of(fn, v):
    with tf.GradientTape() as tape:
        value = fn(v)
    return tf.stop_gradient(tape.gradient(value, v))  # error: [stop-gradient]


with tf.GradientTape() as outer:
    g = gradient_of(quadratic, theta)
hessian = outer.jacobian(g, theta)
print(hessian.shape)
