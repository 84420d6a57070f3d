# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

cnn = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(3, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(4),
    ]
)


def saliency(model, image, label):
    with tf.GradientTape() as tape:
        tape.watch(image)
        scores = model(image)
        score = scores[:, label]
    return tape.gradient(score, image)


picture = tf.convert_to_tensor(np.random.rand(1, 8, 8, 1), dtype=tf.float32)
heatmap = np.abs(saliency(cnn, picture, 2))
print(heatmap.max())
