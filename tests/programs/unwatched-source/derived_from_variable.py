# outcome: none
import tensorflow as tf

base = tf.Variable([1.0, 2.0])
shift = tf.constant([0.5, -0.5])
x = base + shift  # error: [unwatched-source]

with tf.GradientTape() as g:
    y = tf.reduce_sum(x * x)

print(g.gradient(y, x))  # or: [unwatched-source]
