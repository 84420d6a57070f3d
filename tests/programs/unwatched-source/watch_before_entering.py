# outcome: raises AttributeError
import tensorflow as tf

x = tf.constant([1.0, 2.0])
tape = tf.GradientTape()
tape.watch(x)  # error: [unwatched-source] or: [outside-tape]
with tape:
    y = tf.reduce_sum(x ** 2)
print(tape.gradient(y, x))
