# outcome: flows
import tensorflow as tf

base = tf.Variable([1.0, 2.0])
shift = tf.constant([0.5, -0.5])

with tf.GradientTape() as g:
    x = base + shift
    y = tf.reduce_sum(x * x)

dx, dbase = g.gradient(y, [x, base])
print(dx, dbase)
