# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

scale = tf.Variable(np.array([1, 2, 3]), name="scale")  # error: [integer-dtype]
features = tf.constant(np.random.randn(4, 3), dtype=tf.float64)


def score(f):
    return tf.reduce_sum(f * tf.cast(scale, f.dtype), axis=1)


optimizer = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.nn.relu(1.0 - score(features)))
grads = tape.gradient(loss, [scale])
optimizer.apply_gradients(zip(grads, [scale]))
