# outcome: none
"""Grad-CAM with the feature maps computed before the recording."""
import tensorflow as tf
from tensorflow import keras


def build():
    inputs = keras.Input((12, 12, 3))
    maps = keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(inputs)
    pooled = keras.layers.GlobalAveragePooling2D()(maps)
    outputs = keras.layers.Dense(2, name="logits")(pooled)
    return keras.Model(inputs, outputs)


def split(model):
    conv = model.get_layer("last_conv")
    features = keras.Model(model.inputs, conv.output)
    head_input = keras.Input(conv.output.shape[1:])
    x = head_input
    for layer in model.layers[2:]:
        x = layer(x)
    return features, keras.Model(head_input, x)


model = build()
features, head = split(model)
image = tf.random.uniform((1, 12, 12, 3))

maps = features(image)  # error: [unwatched-source]
with tf.GradientTape() as tape:
    score = head(maps)[:, 0]
gradient = tape.gradient(score, maps)  # or: [unwatched-source]
print("no heat map" if gradient is None else gradient.shape)
