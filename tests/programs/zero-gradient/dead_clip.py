# outcome: zero
import tensorflow as tf

w = tf.Variable([0.5, -0.3])
v = tf.Variable(2.0)

with tf.GradientTape() as tape:
    share = tf.sigmoid(w)
    share = tf.clip_by_value(share, 1.0, 10.0)  # warning: [zero-gradient]
    loss = tf.reduce_sum(share) * v
print(tape.gradient(loss, [w, v]))
