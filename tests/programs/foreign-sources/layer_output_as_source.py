# outcome: raises AttributeError
"""Grad-CAM by the layer's symbolic output."""
import tensorflow as tf
from tensorflow.keras import Model, layers

inp = layers.Input((8, 8, 1))
h = layers.Conv2D(3, 3, activation="relu", name="conv")(inp)
out = layers.Dense(2)(layers.GlobalMaxPooling2D()(h))
cnn = Model(inp, out)


class GradCAM:
    def __init__(self, model, layer):
        self.model = model
        self.layer = model.get_layer(layer)

    def heatmap(self, img, k):
        with tf.GradientTape() as tape:
            score = self.model(img)[:, k]
        grads = tape.gradient(score, self.layer.output)  # error: [foreign-sources]
        return tf.reduce_mean(grads, axis=-1)


GradCAM(cnn, "conv").heatmap(tf.random.uniform((1, 8, 8, 1)), 1)
