# outcome: none
import numpy as np
import tensorflow as tf

conv = tf.keras.layers.Conv2D(5, 3, padding="same")
style_image = tf.random.uniform((1, 6, 6, 3))
canvas = tf.Variable(tf.random.uniform((1, 6, 6, 3)))


def gram(features):
    flat = np.reshape(features, (-1, features.shape[-1]))  # error: [leaves-tensorflow]
    return np.matmul(flat.T, flat) / flat.shape[0]


style_gram = gram(conv(style_image))

with tf.GradientTape() as tape:
    difference = gram(conv(canvas)) - style_gram
    style_loss = tf.reduce_sum(tf.convert_to_tensor(difference) ** 2)
print(tape.gradient(style_loss, canvas))
