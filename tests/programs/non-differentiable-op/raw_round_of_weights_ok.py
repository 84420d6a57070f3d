# outcome: flows
import tensorflow as tf


def quantize(weights, bits=4):
    levels = 2.0**bits - 1.0
    scaled = tf.raw_ops.Mul(x=tf.sigmoid(weights), y=levels)
    straight = scaled + tf.stop_gradient(tf.raw_ops.Round(x=scaled) - scaled)
    return tf.raw_ops.RealDiv(x=straight, y=levels)


kernel = tf.Variable(tf.random.normal([4, 2]))
x, y = tf.random.normal([8, 4]), tf.random.normal([8, 2])
for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.raw_ops.SquaredDifference(x=x @ quantize(kernel), y=y))
    gradient = tape.gradient(loss, kernel)
    kernel.assign_sub(0.1 * gradient)
    print(tf.raw_ops.ArgMax(input=tf.abs(gradient), dimension=0))
