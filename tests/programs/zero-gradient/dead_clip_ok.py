# outcome: flows
import tensorflow as tf

w = tf.Variable([0.5, -0.3])
v = tf.Variable(2.0)

with tf.GradientTape() as tape:
    share = tf.clip_by_value(tf.sigmoid(w), 0.1, 0.9)
    positive = tf.nn.relu(tf.square(w)) + tf.maximum(tf.sigmoid(w), 0.2) + tf.nn.relu(-tf.tanh(w))
    capped = tf.minimum(tf.nn.relu(w), 6.0)
    loss = tf.reduce_sum(share + positive + capped) * v
print(tape.gradient(loss, [w, v]))
