# outcome: flows
"""Grad-CAM: a model with two outputs, its feature maps watched."""
import tensorflow as tf
from tensorflow import keras


def build():
    inputs = keras.Input((12, 12, 3))
    maps = keras.layers.Conv2D(4, 3, activation="relu", name="last_conv")(inputs)
    pooled = keras.layers.GlobalAveragePooling2D()(maps)
    outputs = keras.layers.Dense(2, name="logits")(pooled)
    return keras.Model(inputs, outputs)


model = build()
both = keras.Model(model.inputs, [model.get_layer("last_conv").output, model.output])
image = tf.random.uniform((1, 12, 12, 3))

with tf.GradientTape() as tape:
    maps, logits = both(image)
    best = int(tf.argmax(logits[0]))
    score = logits[:, best]
gradient = tape.gradient(score, maps)
weights = tf.reduce_mean(gradient, axis=(0, 1, 2))
heat = tf.nn.relu(tf.reduce_sum(maps[0] * weights, axis=-1))
print(heat.shape, best)
