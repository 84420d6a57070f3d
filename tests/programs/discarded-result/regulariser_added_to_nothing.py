# outcome: flows raises AssertionError
import tensorflow as tf

w = tf.Variable([3.0, -2.0])
x = tf.constant([1.0, 1.0])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum((w * x - 1.0) ** 2)
    loss + 0.1 * tf.nn.l2_loss(w)  # warning: [discarded-result]
grad = tape.gradient(loss, w)
assert abs(float(grad[0]) - 4.3) < 1e-4
