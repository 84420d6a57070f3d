# outcome: flows
import numpy as np
import tensorflow as tf


def blur(image, size):
    pad = size // 2
    kernel = tf.ones((size, size, 1, 1)) / float(size * size)
    padded = tf.pad(image, [[0, 0], [pad, pad], [pad, pad], [0, 0]])
    return tf.nn.conv2d(padded, kernel, strides=1, padding="VALID")


photo = tf.Variable(np.random.rand(1, 8, 8, 1).astype(np.float32))
with tf.GradientTape() as tape:
    smooth = blur(photo, 3)
    middle = smooth[:, smooth.shape[1] // 2]
    loss = tf.reduce_sum(middle**2)
print(tape.gradient(loss, photo).shape)
