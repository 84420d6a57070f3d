# outcome: none
import tensorflow as tf


def rosenbrock(p):
    return (1.0 - p[0]) ** 2 + 100.0 * (p[1] - p[0] ** 2) ** 2


point = tf.Variable([-1.2, 1.0])

with tf.GradientTape() as tape:
    value = rosenbrock(point)

direction = tape.gradient(rosenbrock(point), point)  # error: [outside-tape]
print("f =", value.numpy(), "direction =", direction)
