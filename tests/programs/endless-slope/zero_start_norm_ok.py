# outcome: flows
import tensorflow as tf

kernel = tf.Variable(tf.ones([2, 2]))
bias = tf.Variable(tf.zeros([2]))
x = tf.constant([[1.0, 2.0]])

with tf.GradientTape() as tape:
    y = x @ kernel + bias
    penalty = tf.reduce_sum(tf.square(bias)) + tf.nn.l2_loss(bias)
    size = tf.norm(bias + 1.0)  # info: [endless-slope]
    loss = tf.reduce_mean(tf.square(y - 1.0)) + 0.01 * (penalty + size)
grads = tape.gradient(loss, [kernel, bias])
print(grads)
