# outcome: flows
import tensorflow as tf

w = tf.Variable([1.0, -2.0, 3.0])

with tf.GradientTape() as tape:
    y = tf.sqrt(tf.nn.relu(w) + 1e-6) + tf.sqrt(tf.maximum(w, 1e-6)) + tf.sqrt(tf.exp(w))
    z = tf.math.log(tf.nn.softplus(w)) + 1.0 / (1.0 + tf.square(w)) + tf.nn.relu(w) ** 1.5
    loss = tf.reduce_sum(y + z)
print(tape.gradient(loss, w))
