# outcome: nan
import tensorflow as tf

kernel = tf.Variable(tf.ones([2, 2]))
bias = tf.Variable(tf.zeros([2]))
x = tf.constant([[1.0, 2.0]])

with tf.GradientTape() as tape:
    y = x @ kernel + bias
    penalty = tf.norm(bias)  # warning: [endless-slope]
    loss = tf.reduce_mean(tf.square(y - 1.0)) + 0.01 * penalty
grads = tape.gradient(loss, [kernel, bias])
print(grads)
