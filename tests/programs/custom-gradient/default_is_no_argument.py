# outcome: flows raises ValueError
import tensorflow as tf


@tf.custom_gradient
def reverse(features, strength=1.0):
    """The default isn't given, so TensorFlow counts one argument."""

    def grad(dy):
        return -strength * dy, None  # error: [custom-gradient]

    return tf.identity(features), grad


w = tf.Variable([1.0, 2.0])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(reverse(w * 3.0) ** 2)
print(tape.gradient(loss, w))
