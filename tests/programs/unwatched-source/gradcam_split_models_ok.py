# outcome: flows
"""Grad-CAM with one model of two outputs."""
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((10, 10, 1))
h = keras.layers.Conv2D(4, 3, activation="tanh", name="last_conv")(inputs)
p = keras.layers.Dense(3)(keras.layers.GlobalAveragePooling2D()(h))
full = keras.Model(inputs, p)

grad_model = keras.Model(full.inputs, [full.get_layer("last_conv").output, full.output])
img = tf.random.uniform((1, 10, 10, 1))
with tf.GradientTape() as tape:
    maps, scores = grad_model(img)
    top = scores[:, tf.argmax(scores[0])]
grads = tape.gradient(top, maps)
weights = tf.reduce_mean(grads, axis=(0, 1, 2))
cam = tf.reduce_sum(maps[0] * weights, axis=-1)
print(cam.shape)
