# outcome: flows
import tensorflow as tf

frozen = tf.Variable([1.0, -2.0, 0.5], trainable=False)
x = tf.random.normal((4, 3))
w = tf.Variable(tf.ones((3,)))

with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(w)
    first = tf.reduce_sum(tf.tanh(x * w))
print(tape.gradient(first, w))

with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    tape.watch(frozen)
    second = tf.reduce_sum(tf.tanh(x * frozen) * w)
print(tape.gradient(second, [x, frozen]), tape.gradient(second, w))
