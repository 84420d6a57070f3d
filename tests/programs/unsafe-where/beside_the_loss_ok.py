# outcome: flows
import tensorflow as tf

x = tf.Variable([0.0, 4.0])

with tf.GradientTape() as tape:
    shown = tf.where(x > 0.0, tf.math.log(x), 0.0)
    stopped = tf.where(x > 0.0, 1.0 / tf.stop_gradient(x), 0.0)
    loss = tf.reduce_sum(tf.square(x) + stopped)
print(tape.gradient(loss, x), shown)
