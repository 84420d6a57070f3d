# outcome: flows
"""Vanilla saliency maps for a small conv net."""
import numpy as np
import tensorflow as tf


class Saliency:
    def __init__(self, model, smooth=0.0):
        self.model = model
        self.smooth = smooth

    def _perturb(self, image):
        if self.smooth > 0:
            return image + tf.random.normal(image.shape, stddev=self.smooth)
        return image

    def __call__(self, image, label):
        image = tf.convert_to_tensor(image[None, ...], dtype=tf.float32)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(image)
            logits = self.model(self._perturb(image))
            score = logits[0, label]
        grad = tape.gradient(score, image)
        return np.max(np.abs(grad), axis=-1)[0]


cnn = tf.keras.Sequential([
    tf.keras.Input((8, 8, 3)),
    tf.keras.layers.Conv2D(4, 3, activation="tanh"),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(5),
])
explain = Saliency(cnn)
picture = np.random.rand(8, 8, 3)
print(explain(picture, 2).shape)
