# outcome: none
import tensorflow as tf


def gradient_of(fn, variables):
    with tf.GradientTape() as tape:
        value = fn()
    return tape.gradient(value, variables)


w = tf.Variable(2.0)
cost = (w * 3.0 - 1.0) ** 2  # error: [outside-tape]
for _ in range(2):
    print(gradient_of(lambda: cost, [w]))
