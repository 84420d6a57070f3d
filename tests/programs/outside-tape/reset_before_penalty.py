# outcome: none
import tensorflow as tf

kernel = tf.Variable([[0.5, -0.5], [1.0, 2.0]])
x = tf.constant([[1.0, 2.0]])

with tf.GradientTape() as tape:
    warm_up = tf.reduce_sum(x @ kernel)
    fit = tf.square(warm_up - 1.0)
    tape.reset()  # error: [outside-tape]
    loss = fit * 2.0

print(tape.gradient(loss, kernel))
