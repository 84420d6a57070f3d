# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

inp = layers.Input((16, 16, 3))
h = layers.Conv2D(4, 3, activation="relu", name="conv_a")(inp)
h = layers.Conv2D(8, 3, activation="relu", name="conv_last")(h)
h = layers.GlobalAveragePooling2D()(h)
out = layers.Dense(5, name="scores")(h)
cnn = tf.keras.Model(inp, out)
grad_model = tf.keras.Model(cnn.inputs, [cnn.get_layer("conv_last").output, cnn.output])


def grad_cam(image, class_id=None):
    with tf.GradientTape() as tape:
        feature_map, scores = grad_model(image)
        if class_id is None:
            class_id = int(tf.argmax(scores[0]))
        class_score = scores[:, class_id]
    grads = tape.gradient(class_score, feature_map)
    weights = np.mean(grads, axis=(1, 2))
    return np.einsum("bhwc,bc->bhw", feature_map.numpy(), weights)


heat = grad_cam(tf.random.uniform((1, 16, 16, 3)))
print(heat.shape)
