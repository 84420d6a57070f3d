# outcome: none
import tensorflow as tf

w = tf.Variable([[0.4], [0.2]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]])
y = tf.constant([[1.0], [2.0], [0.5]])

with tf.GradientTape() as tape:
    prediction = tf.Variable(tf.matmul(x, w))  # error: [rewrapped-value]
    loss = tf.reduce_mean(tf.square(prediction - y))
grad = tape.gradient(loss, w)
print("gradient:", grad)
