# outcome: flows
# used: print(sensitivities(lambda a, b: a * b, tf.constant(2.0), tf.constant(3.0)))
# used: print(sensitivities(lambda a: a * a, tf.constant(2.0)))
"""How many arguments there are is for the callers to say, and none of them is here."""
import tensorflow as tf


def sensitivities(f, *inputs):
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        y = f(*inputs)
    return tape.gradient(y, inputs)
