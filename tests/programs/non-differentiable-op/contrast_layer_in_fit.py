# outcome: flows raises LookupError
import numpy as np
import tensorflow as tf


class Contrast(tf.keras.layers.Layer):
    def call(self, inputs):
        return tf.image.adjust_contrast(inputs, 2.0)  # error: [non-differentiable-op]


model = tf.keras.Sequential(
    [
        tf.keras.Input((8, 8, 3)),
        tf.keras.layers.Conv2D(3, 3),
        Contrast(),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(1),
    ]
)
model.compile("sgd", "mse")
model.fit(np.ones((4, 8, 8, 3)), np.ones((4, 1)), verbose=0)
