# outcome: flows
import tensorflow as tf

upper = tf.Variable(4.0)

with tf.GradientTape() as tape:
    grid = tf.linspace(0.0, upper, 9)
    fine = tf.range(0.0, 1.0, 0.1) * upper
    integral = tf.reduce_sum(tf.sin(grid)) * 0.5 + tf.reduce_mean(fine)
print(tape.gradient(integral, upper))
