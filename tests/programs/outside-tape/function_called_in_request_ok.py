# outcome: flows
import tensorflow as tf


def rosenbrock(p):
    return (1.0 - p[0]) ** 2 + 100.0 * (p[1] - p[0] ** 2) ** 2


point = tf.Variable([-1.2, 1.0])

for _ in range(4):
    before = rosenbrock(point)
    with tf.GradientTape() as tape:
        value = rosenbrock(point)
    direction = tape.gradient(value, point)
    point.assign_sub(1e-3 * direction)
    print(before.numpy(), "->", rosenbrock(point).numpy())
