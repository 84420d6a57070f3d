# outcome: flows raises TypeError
import tensorflow as tf

theta = tf.constant([0.5, 0.1, -0.3])


def banana(p):
    return (1 - p[0]) ** 2 + 10.0 * (p[1] - p[0] ** 2) ** 2 + p[2] ** 2


with tf.GradientTape() as tape:
    tape.watch(theta)
    value = banana(theta)
g = tape.gradient(value, theta)
for i in range(3):
    theta[i] = theta[i] - 0.01 * g[i]  # error: [assign-to-tensor]
print(theta)
