# outcome: flows raises ValueError
import tensorflow as tf


@tf.custom_gradient
def scaled_error(prediction, target):
    error = prediction - target

    def grad(dy):
        return dy * tf.tanh(error)  # error: [custom-gradient]

    return tf.abs(error), grad


w = tf.Variable([1.0, 2.0])
x = tf.constant([0.5, 0.1])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(scaled_error(w * x, tf.constant([1.0, 1.0])))
print(tape.gradient(loss, w))
