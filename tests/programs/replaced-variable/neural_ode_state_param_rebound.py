# outcome: none raises TypeError
import tensorflow as tf

A = tf.Variable([[-0.1, 1.0], [-1.0, -0.1]])
y0 = tf.constant([[1.0, 0.0]])
target = tf.constant([[0.2, -0.7]])


def rk4(f, y, dt):
    k1 = f(y)
    k2 = f(y + dt / 2 * k1)
    k3 = f(y + dt / 2 * k2)
    k4 = f(y + dt * k3)
    return y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)


def solve(a, steps=5):
    y = y0
    for _ in range(steps):
        y = rk4(lambda s: s @ a, y, 0.2)
    return y


epoch = 0
while epoch < 3:
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((solve(A) - target) ** 2)
    grad = tape.gradient(loss, A)
    A = tf.clip_by_value(A - 0.1 * grad, -2.0, 2.0)  # error: [replaced-variable]
    epoch += 1
print(A)
