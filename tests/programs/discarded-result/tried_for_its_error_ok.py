# outcome: flows
import tensorflow as tf

w = tf.Variable([2.0, 1.0])

with tf.GradientTape() as tape:
    y = w * 2.0
    try:
        tf.matmul(y, y)
    except (ValueError, tf.errors.InvalidArgumentError):
        y = tf.reshape(y, (1, 2))
    loss = tf.reduce_sum(y**2)
print(tape.gradient(loss, w))
