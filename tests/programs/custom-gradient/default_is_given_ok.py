# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def reverse(features, strength=1.0):
    def grad(dy):
        return -strength * dy, None

    return tf.identity(features), grad


@tf.custom_gradient
def pair(values):
    left, right = values

    def grad(*upstream):
        return [upstream[0] + upstream[1], upstream[0] - upstream[1]]

    return (left + right, left - right), grad


w = tf.Variable([1.0, 2.0])
v = tf.Variable([2.0, 2.0])
with tf.GradientTape() as tape:
    total, gap = pair([w * 1.0, v * 1.0])
    loss = tf.reduce_sum(reverse(w * 3.0, 0.5) ** 2) + tf.reduce_sum(total * gap)
print(tape.gradient(loss, [w, v]))
