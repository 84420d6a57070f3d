# outcome: flows
import numpy as np
import tensorflow as tf


def logistic_nll(theta, X, y):
    margin = tf.linalg.matvec(X, theta)
    return tf.reduce_mean(tf.nn.softplus(margin) - y * margin) + 0.01 * tf.reduce_sum(theta**2)


def newton(X, y, steps=3):
    theta = tf.Variable(tf.zeros(X.shape[1], dtype=X.dtype))
    for _ in range(steps):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                loss = logistic_nll(theta, X, y)
            grad = inner.gradient(loss, theta)
        hess = outer.jacobian(grad, theta)
        direction = tf.linalg.solve(hess, grad[:, None])[:, 0]
        theta.assign_sub(direction)
        print(loss.numpy(), tf.norm(grad).numpy())
    return theta


rng = np.random.default_rng(8)
X = tf.constant(rng.normal(size=(80, 3)))
y = tf.constant((rng.normal(size=80) + X.numpy() @ [1.0, -2.0, 0.0] > 0).astype(float))
newton(X, y)

pts = tf.random.normal((4, 2))
with tf.GradientTape() as tape:
    tape.watch(pts)
    polar = tf.stack([tf.norm(pts, axis=1), tf.atan2(pts[:, 1], pts[:, 0])], axis=1)
print(tape.batch_jacobian(polar, pts).shape)
