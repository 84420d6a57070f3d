# outcome: flows
import numpy as np
import tensorflow as tf

conv = tf.keras.layers.Conv2D(5, 3, padding="same")
style_image = tf.random.uniform((1, 6, 6, 3))
canvas = tf.Variable(tf.random.uniform((1, 6, 6, 3)))


def numpy_gram(features):
    flat = np.reshape(features, (-1, features.shape[-1]))
    return np.matmul(flat.T, flat) / flat.shape[0]


def gram(features):
    flat = tf.reshape(features, (-1, features.shape[-1]))
    return tf.matmul(flat, flat, transpose_a=True) / float(np.prod(features.shape[:-1]))


style_gram = numpy_gram(conv(style_image))

with tf.GradientTape() as tape:
    difference = gram(conv(canvas)) - style_gram
    style_loss = tf.reduce_sum(difference**2)
print(tape.gradient(style_loss, canvas).shape)
