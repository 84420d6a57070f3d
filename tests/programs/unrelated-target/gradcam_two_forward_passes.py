# outcome: none raises AxisError
"""Grad-CAM: the score comes from a second forward pass, not from the feature map."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

inp = layers.Input((16, 16, 3))
h = layers.Conv2D(4, 3, activation="relu", name="conv_a")(inp)
h = layers.Conv2D(8, 3, activation="relu", name="conv_last")(h)
h = layers.GlobalAveragePooling2D()(h)
out = layers.Dense(5, name="scores")(h)
cnn = tf.keras.Model(inp, out)
feature_extractor = tf.keras.Model(cnn.inputs, cnn.get_layer("conv_last").output)


def grad_cam(image, class_id):
    with tf.GradientTape() as tape:
        feature_map = feature_extractor(image)  # or: [unused-source]
        tape.watch(feature_map)
        scores = cnn(image)  # error: [unused-source]
        class_score = scores[:, class_id]
    grads = tape.gradient(class_score, feature_map)  # or: [foreign-sources]
    weights = np.mean(grads, axis=(1, 2))
    return np.einsum("bhwc,bc->bhw", feature_map.numpy(), weights)


heat = grad_cam(tf.random.uniform((1, 16, 16, 3)), 2)
print(heat.shape)
