# outcome: nan
import tensorflow as tf

mask = tf.constant([[1.0, 1.0], [0.0, 0.0]])
w = tf.Variable([[1.0, 2.0], [3.0, 4.0]])

with tf.GradientTape() as tape:
    weight = w * mask
    total = tf.reduce_sum(weight, axis=1)
    share = tf.reduce_max(weight, axis=1) / total  # warning: [unsafe-where]
    mean = tf.where(tf.equal(total, 0.0), tf.zeros_like(total), share)
    loss = tf.reduce_sum(mean)
grads = tape.gradient(loss, [w])
print(grads)
