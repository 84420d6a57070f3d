# outcome: raises InvalidArgumentError
import tensorflow as tf

mode = tf.constant(1)
level = tf.Variable([1.0])

with tf.GradientTape() as tape:
    if tf.equal(mode, 1):
        out = mode * level
    else:
        out = tf.constant(0.0)

print(tape.gradient(out, level))
