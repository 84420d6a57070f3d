# outcome: nan
"""Ten to the power of a value: used where it is infinite, computed where it nearly is."""
import tensorflow as tf

level = tf.Variable([1.0, 45.0, 12.0])

with tf.GradientTape() as tape:
    loud = tf.pow(10.0, level)  # warning: [unsafe-where]
    shown = tf.where(level < 50.0, level, tf.math.log(loud))
    loss = tf.reduce_sum(shown)
print(tape.gradient(loss, level))
