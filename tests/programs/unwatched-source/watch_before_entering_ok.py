# outcome: flows
import tensorflow as tf

x = tf.constant([1.0, 2.0])
tape = tf.GradientTape()
with tape:
    tape.watch(x)
    y = tf.reduce_sum(x ** 2)
print(tape.gradient(y, x))
