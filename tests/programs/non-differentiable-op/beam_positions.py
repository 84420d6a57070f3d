# outcome: none
import tensorflow.compat.v2 as tf

logits = tf.Variable(tf.random.normal([2, 7]))


def expected_position(scores, k):
    _, where = tf.math.top_k(scores, k=k)  # error: [non-differentiable-op]
    return tf.reduce_mean(tf.cast(where, tf.float32), axis=-1)


with tf.GradientTape() as tape:
    position = expected_position(logits, k=3)
    loss = tf.reduce_sum((position - 2.0) ** 2)

dlogits = tape.gradient(loss, logits)
print("gradient:", dlogits)
