# outcome: nan
"""The size of several variables that all start as zero."""
import tensorflow as tf

offsets = [tf.Variable(tf.zeros([3]), name="left"), tf.Variable([0.0, 0.0], name="right")]
signal, seen = tf.constant([1.0, 2.0, 3.0]), tf.constant(4.0)

with tf.GradientTape() as tape:
    guess = tf.reduce_sum(signal + offsets[0]) - tf.reduce_sum(offsets[1])
    loss = tf.abs(guess - seen) + 0.01 * tf.linalg.global_norm(offsets)  # warning: [endless-slope]
print(tape.gradient(loss, offsets))
