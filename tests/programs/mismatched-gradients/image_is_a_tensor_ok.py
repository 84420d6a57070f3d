# outcome: flows
"""An optimizer is asked to change an image that is a variable."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models, optimizers

net = models.Sequential([layers.Input((6, 6, 1)), layers.Conv2D(3, 3, activation="relu")])


def dream(picture, steps=3):
    image = tf.Variable(picture[None], dtype=tf.float32)
    adam = optimizers.Adam(0.02)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            score = -tf.reduce_mean(net(image)[..., 0])
        slope = tape.gradient(score, image)
        adam.apply_gradients([(slope, image)])
    return image


print(dream(np.random.rand(6, 6, 1)).shape)
