# outcome: none
import tensorflow as tf

upper = tf.Variable(4.0)

with tf.GradientTape() as tape:
    grid = tf.range(0.0, upper, 0.5)  # error: [non-differentiable-op]
    integral = tf.reduce_sum(tf.sin(grid)) * 0.5
print(tape.gradient(integral, upper))
