# outcome: flows
"""What isn't finite counts as zero; the rate that is divided by is learned, and never zero."""

import tensorflow as tf

hours = tf.constant([0.0, 1.0, 2.0, 4.0])
left = tf.constant([0.9, 0.6, 0.4, 0.2])
rate = tf.Variable(2.0)
for _ in range(3):
    with tf.GradientTape() as tape:
        share = tf.maximum(hours / rate, 1e-3)
        curve = (1.0 - tf.exp(-share)) / share
        curve = tf.where(tf.math.is_finite(curve), curve, tf.zeros_like(curve))
        loss = tf.reduce_sum((curve - left) ** 2)
    rate.assign_sub(0.1 * tape.gradient(loss, rate))
print(rate)
