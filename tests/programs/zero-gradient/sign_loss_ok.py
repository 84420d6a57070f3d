# outcome: flows
import tensorflow as tf

w = tf.Variable([[0.5], [-0.3]])
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])
y = tf.constant([[1.0], [-1.0]])

with tf.GradientTape() as tape:
    score = x @ w
    prediction = score + tf.stop_gradient(tf.sign(score) - score)
    signed = tf.sign(score) * tf.sqrt(tf.abs(score) + 1e-6)
    hits = tf.reduce_mean(tf.sign(score) * y)
    loss = tf.reduce_mean(tf.square(prediction - y)) + tf.reduce_mean(signed)
print(tape.gradient(loss, w), hits)
