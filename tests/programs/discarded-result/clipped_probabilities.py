# outcome: flows raises AssertionError
import tensorflow as tf

logits = tf.Variable([[300.0, 0.0]])
labels = tf.constant([[0.0, 1.0]])


def cross_entropy(y, p):
    tf.clip_by_value(p, 1e-7, 1.0)  # warning: [discarded-result]
    return -tf.reduce_sum(y * tf.math.log(p))


with tf.GradientTape() as tape:
    loss = cross_entropy(labels, tf.nn.softmax(logits))
grad = tape.gradient(loss, logits)
assert tf.reduce_all(tf.math.is_finite(loss))
