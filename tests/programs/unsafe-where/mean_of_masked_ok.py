# outcome: flows
import tensorflow as tf

mask = tf.constant([[1.0, 1.0], [0.0, 0.0]])
w = tf.Variable([[1.0, 2.0], [3.0, 4.0]])

with tf.GradientTape() as tape:
    weight = w * mask
    total = tf.reduce_sum(weight, axis=1)
    mean = tf.math.divide_no_nan(tf.reduce_max(weight, axis=1), total)
    loss = tf.reduce_sum(tf.where(tf.equal(total, 0.0), tf.zeros_like(total), mean))
grads = tape.gradient(loss, [w])
print(grads)
