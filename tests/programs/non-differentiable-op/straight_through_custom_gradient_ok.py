# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def quantize(x):
    def backward(upstream):
        return upstream

    return tf.floor(x * 8.0) / 8.0, backward


weight = tf.Variable([0.33, 0.77])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(quantize(weight) - 0.5))
print(tape.gradient(loss, weight).numpy())
