# outcome: flows
import tensorflow as tf

mode = tf.constant(1)
level = tf.Variable([1.0])

with tf.GradientTape() as tape:
    if tf.equal(mode, 1):
        out = tf.cast(mode, tf.float32) * level
    else:
        out = tf.constant(0.0)

print(tape.gradient(out, level))
