# outcome: flows
import tensorflow as tf

theta = tf.Variable([0.2, 0.4])


def residuals(t):
    grid = tf.linspace(0.0, 1.0, 5)
    return t[0] * tf.exp(-t[1] * grid) - tf.exp(-grid)


def gauss_newton_step(damping=1e-3):
    with tf.GradientTape() as tape:
        r = residuals(theta)
    J = tape.jacobian(r, theta)
    g = tf.linalg.matvec(J, r, transpose_a=True)
    H = tf.matmul(J, J, transpose_a=True) + damping * tf.eye(2)
    theta.assign_sub(tf.linalg.solve(H, g[:, None])[:, 0])


for _ in range(3):
    gauss_newton_step()
print(theta)
