# outcome: flows
import tensorflow as tf

w = tf.Variable([[0.4], [0.2]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0], [0.0, 1.0]])
y = tf.constant([[1.0], [2.0], [0.5]])
last_prediction = tf.Variable(tf.matmul(x, w), trainable=False)

with tf.GradientTape() as tape:
    prediction = tf.identity(tf.matmul(x, w))
    loss = tf.reduce_mean(tf.square(prediction - y))
    last_prediction.assign(prediction)
grad = tape.gradient(loss, w)
print("gradient:", grad, "kept:", last_prediction.numpy().ravel())
