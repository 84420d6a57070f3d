# outcome: none raises ValueError
"""Deep dream: in the second octave the image has been resized through NumPy and is a constant."""
import numpy as np
import tensorflow as tf

conv = tf.keras.layers.Conv2D(4, 3, activation="relu")
conv.build((None, None, None, 3))


def activation(img):
    return tf.reduce_mean(conv(img[None]))


def ascend(img, steps=2, lr=0.05):
    for _ in range(steps):
        with tf.GradientTape() as tape:
            value = activation(img)
        g = tape.gradient(value, img)  # or: [unwatched-source]
        g = g / (tf.math.reduce_std(g) + 1e-8)
        img.assign_add(lr * g)
    return img


image = tf.Variable(tf.random.uniform((12, 12, 3)))
for octave in range(2):
    image = ascend(image)
    bigger = np.kron(image.numpy(), np.ones((2, 2, 1), np.float32))
    image = tf.convert_to_tensor(bigger)  # error: [unwatched-source] or: [replaced-variable]
