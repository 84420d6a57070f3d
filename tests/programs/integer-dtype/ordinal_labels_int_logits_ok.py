# outcome: flows
import numpy as np
import tensorflow as tf

scale = tf.Variable(np.array([1, 2, 3]) / 2, name="scale")
features = tf.constant(np.random.randn(4, 3), dtype=tf.float64)


def score(f):
    return tf.reduce_sum(f * tf.cast(scale, f.dtype), axis=1)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.nn.softplus(1.0 - score(features)))
grads = tape.gradient(loss, [scale])
scale.assign_sub(0.1 * grads[0])
