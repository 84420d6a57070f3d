# outcome: flows
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
b = tf.Variable([0.5])
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
t = tf.constant([[1.0], [0.0]])

with tf.GradientTape() as tape:
    logits = tf.matmul(x, w) + b
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=t, logits=logits))

accuracy = tf.reduce_mean(tf.cast((logits > 0) == (t > 0.5), tf.float32))
dw, db = tape.gradient(loss, [w, b])
print("dw:", dw.numpy().ravel(), "db:", db.numpy(), "accuracy:", accuracy.numpy())
