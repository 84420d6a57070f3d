# outcome: flows
import tensorflow as tf

sides = tf.constant([[0.0, 1.0], [0.3, 0.25], [0.5, 0.5]])
towards = tf.constant([[0.0], [1.0]])
colour = tf.Variable([[0.7, 0.4]])

with tf.GradientTape() as tape:
    lit = tf.nn.relu(tf.matmul(sides, towards))
    seen = tf.sqrt(lit * colour)
    loss = tf.reduce_mean(seen)
print(tape.gradient(loss, colour))
