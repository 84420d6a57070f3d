# outcome: flows
"""A power of two has a slope everywhere, and a tiny number keeps the logarithm away from zero."""
import tensorflow as tf

logits = tf.Variable([25.0, -1.0, 0.5])
label = tf.constant([1.0, 0.0, 1.0])

with tf.GradientTape() as tape:
    p = tf.sigmoid(logits)
    right = tf.where(label == 1.0, p, 1.0 - p)
    focus = tf.pow(1.0 - right, 2.0) + tf.pow(1.0 - right + 1e-6, 0.5)
    loss = -tf.reduce_sum(focus * tf.math.log(right + 1e-7))
print(tape.gradient(loss, logits))
