# outcome: flows
import tensorflow as tf


def gradient_of(fn, variables):
    with tf.GradientTape() as tape:
        value = fn()
    return tape.gradient(value, variables)


w = tf.Variable(2.0)
cost = (w * 3.0 - 1.0) ** 2
print("cost at the start", cost.numpy())
for _ in range(2):
    (slope,) = gradient_of(lambda: (w * 3.0 - 1.0) ** 2, [w])
    w.assign_sub(0.01 * slope)
