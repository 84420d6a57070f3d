"""Which pixels speak for the digit? A saliency map of a small classifier."""

import tensorflow as tf
from tensorflow import keras

model = keras.Sequential(
    [
        keras.Input((12, 12, 1)),
        keras.layers.Conv2D(4, 3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10),
    ]
)


def saliency(image, digit):
    image = tf.convert_to_tensor(image)
    with tf.GradientTape() as tape:
        logits = model(image[tf.newaxis])
        score = logits[0, digit]
    # Pixels without any influence would stay black.
    return tf.reduce_max(tf.abs(tape.gradient(score, image)), axis=-1)


picture = tf.random.uniform([12, 12, 1])
print(saliency(picture, 7).shape)
