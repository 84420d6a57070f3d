# outcome: flows
import tensorflow as tf

x = tf.Variable([0.5, -0.3])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(x - 1.0))
gradient = tape.gradient(loss, x)
attacked = x + 0.1 * tf.sign(gradient)
print(attacked)
