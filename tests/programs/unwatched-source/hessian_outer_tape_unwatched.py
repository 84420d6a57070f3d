# outcome: none
import tensorflow as tf


def rosenbrock(p):
    return (1.0 - p[0]) ** 2 + 100.0 * (p[1] - p[0] ** 2) ** 2


def hessian(f, p):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(p)
            y = f(p)
        g = inner.gradient(y, p)
    return outer.jacobian(g, p)  # or: [unwatched-source]


point = tf.constant([0.5, 0.5])  # error: [unwatched-source]
print(hessian(rosenbrock, point))
