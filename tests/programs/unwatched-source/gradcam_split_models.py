# outcome: none raises ValueError
"""Grad-CAM with the model split in two; the feature maps are not watched."""
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((10, 10, 1))
h = keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(inputs)
p = keras.layers.Dense(3)(keras.layers.GlobalAveragePooling2D()(h))
full = keras.Model(inputs, p)


def split(model, layer_name):
    conv = model.get_layer(layer_name)
    first = keras.Model(model.inputs, conv.output)
    feat_in = keras.Input(conv.output.shape[1:])
    z = feat_in
    after = False
    for layer in model.layers:
        if after:
            z = layer(z)
        after = after or layer.name == layer_name
    return first, keras.Model(feat_in, z)


first, second = split(full, "last_conv")
img = tf.random.uniform((1, 10, 10, 1))
maps = first(img)  # error: [unwatched-source]
with tf.GradientTape() as tape:
    scores = second(maps)
    top = scores[:, tf.argmax(scores[0])]
grads = tape.gradient(top, maps)  # or: [unwatched-source]
weights = tf.reduce_mean(grads, axis=(0, 1, 2))
cam = tf.reduce_sum(maps[0] * weights, axis=-1)
print(cam.shape)
