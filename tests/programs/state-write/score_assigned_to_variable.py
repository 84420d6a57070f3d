# outcome: none
import tensorflow as tf

theta = tf.Variable([0.3, -0.2, 0.9])
score = tf.Variable(0.0)
x = tf.constant([1.0, 2.0, 3.0])

with tf.GradientTape() as tape:
    score.assign(tf.tensordot(theta, x, axes=1))  # error: [state-write]
    loss = tf.nn.softplus(-score)

print("d loss / d theta =", tape.gradient(loss, theta))
