# outcome: nan
import tensorflow as tf

kept = tf.constant([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
words = tf.random.normal([2, 3, 4])
w = tf.Variable(tf.random.normal([4, 2]))


def pooled(values, mask):
    total = tf.reduce_sum(values * mask[..., tf.newaxis], axis=1)
    return total / tf.reduce_sum(mask, axis=1, keepdims=True)  # warning: [endless-slope]


with tf.GradientTape() as tape:
    means = pooled(words @ w, kept)
    loss = tf.reduce_sum(tf.where(tf.reduce_any(kept > 0, axis=1, keepdims=True), means, 0.0))
print(tape.gradient(loss, w))
