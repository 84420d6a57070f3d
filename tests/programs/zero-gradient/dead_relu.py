# outcome: zero
import tensorflow as tf

w = tf.Variable([0.5, -0.3])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.nn.relu(-tf.square(w)))  # error: [zero-gradient]
print(tape.gradient(loss, w))
