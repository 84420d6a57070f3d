# outcome: zero
import tensorflow as tf

w = tf.Variable([[0.5], [-0.3]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])
y = tf.constant([[1.0], [-1.0]])

with tf.GradientTape() as tape:
    prediction = tf.sign(x @ w)  # error: [zero-gradient]
    loss = tf.reduce_mean(tf.square(prediction - y))
print(tape.gradient(loss, w))
