# outcome: none raises TypeError
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
x = tf.constant([1.0, 2.0, 3.0])

with tf.GradientTape() as tape_a:
    loss_a = tf.reduce_mean((a * x - 1.0) ** 2)
with tf.GradientTape() as tape_b:
    loss_b = tf.reduce_mean((b * x + 1.0) ** 2)
a.assign_sub(0.1 * tape_a.gradient(loss_a, a))
b.assign_sub(0.1 * tape_b.gradient(loss_a, b))  # error: [unrelated-target] or: [outside-tape] or: [foreign-sources]
