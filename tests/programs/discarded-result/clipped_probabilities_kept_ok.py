# outcome: flows
import tensorflow as tf

logits = tf.Variable([[3.0, 0.0]])
labels = tf.constant([[0.0, 1.0]])


def cross_entropy(y, p):
    tf.debugging.assert_all_finite(p, "not finite")
    tf.debugging.check_numerics(p, "not finite")
    tf.ensure_shape(p, (1, 2))
    p = tf.clip_by_value(p, 1e-7, 1.0)
    return -tf.reduce_sum(y * tf.math.log(p))


with tf.GradientTape() as tape:
    loss = cross_entropy(labels, tf.nn.softmax(logits))
print(tape.gradient(loss, logits))
