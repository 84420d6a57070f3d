# outcome: flows
"""The look-alike without the rounding."""
import tensorflow as tf


def pipeline(*steps):
    def run(x):
        for step in steps:
            x = step(x)
        return x

    return run


gain = tf.Variable(3.3)
process = pipeline(tf.sin, lambda v: v * gain, tf.square)
with tf.GradientTape() as tape:
    total = tf.reduce_sum(process(tf.constant([0.1, 0.7])))
print(tape.gradient(total, gain))
