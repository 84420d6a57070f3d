# outcome: flows
"""Nothing of it overflows where it is left out, or the exponent is limited itself."""
import tensorflow as tf

level = tf.Variable([1.0, 45.0, 12.0])

with tf.GradientTape() as tape:
    quiet = tf.pow(10.0, tf.minimum(level, 30.0))
    shown = tf.where(level < 30.0, quiet, level)
    other = tf.where(level > 20.0, tf.pow(2.0, level), level)
    loss = tf.reduce_sum(shown) + tf.reduce_sum(other) + tf.reduce_sum(2.0**level)
print(tape.gradient(loss, level))
