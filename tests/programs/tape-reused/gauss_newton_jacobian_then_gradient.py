# outcome: raises RuntimeError
import tensorflow as tf

theta = tf.Variable([0.2, 0.4])


def residuals(t):
    grid = tf.linspace(0.0, 1.0, 5)
    return t[0] * tf.exp(-t[1] * grid) - tf.exp(-grid)


def gauss_newton_step(damping=1e-3):
    with tf.GradientTape() as tape:
        r = residuals(theta)
        cost = 0.5 * tf.reduce_sum(r ** 2)
    J = tape.jacobian(r, theta)
    g = tape.gradient(cost, theta)  # error: [tape-reused]
    H = tf.matmul(J, J, transpose_a=True) + damping * tf.eye(2)
    theta.assign_sub(tf.linalg.solve(H, g[:, None])[:, 0])


gauss_newton_step()
