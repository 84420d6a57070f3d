# outcome: none
"""The operation has no name where it is called; the message says which one it is."""
import tensorflow as tf


def pipeline(*steps):
    def run(x):
        for step in steps:
            x = step(x)  # error: [non-differentiable-op]
        return x

    return run


gain = tf.Variable(3.3)
process = pipeline(tf.sin, lambda v: v * gain, tf.math.rint, tf.square)
with tf.GradientTape() as tape:
    total = tf.reduce_sum(process(tf.constant([0.1, 0.7])))
print(tape.gradient(total, gain))
