# outcome: flows
import tensorflow as tf

x = tf.Variable([0.0, 4.0])

with tf.GradientTape() as tape:
    root = tf.where(x > 0.0, tf.sqrt(x), tf.zeros_like(x))
    loss = tf.reduce_sum(root)
print(tape.gradient(loss, x))
