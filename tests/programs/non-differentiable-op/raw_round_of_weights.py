# outcome: none
import tensorflow as tf


def quantize(weights, bits=4):
    levels = 2.0**bits - 1.0
    scaled = tf.raw_ops.Mul(x=tf.sigmoid(weights), y=levels)
    return tf.raw_ops.Round(x=scaled) / levels  # error: [non-differentiable-op]


kernel = tf.Variable(tf.random.normal([4, 2]))
x, y = tf.random.normal([8, 4]), tf.random.normal([8, 2])
for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x @ quantize(kernel) - y))
    gradient = tape.gradient(loss, kernel)
    if gradient is not None:
        kernel.assign_sub(0.1 * gradient)
