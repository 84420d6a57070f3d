# outcome: flows
"""Where the slope of a root is infinite, nothing moves."""

import tensorflow as tf

lengths = tf.Variable([0.0, 1.0, 4.0])
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.sqrt(lengths))
    slopes = tape.gradient(loss, lengths)
    lengths.assign_sub(0.1 * tf.where(tf.math.is_finite(slopes), slopes, tf.zeros_like(slopes)))
