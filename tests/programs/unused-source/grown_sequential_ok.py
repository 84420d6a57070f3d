# outcome: flows
"""The same of one that got its layers as a list, or its input's shape at the end."""
import numpy as np
import tensorflow as tf
from tensorflow import keras

listed = keras.Sequential(
    [
        keras.layers.Input((10, 10, 1)),
        keras.layers.Conv2D(6, 3, activation="relu", name="features"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
grown = keras.Sequential()
grown.add(keras.layers.Conv2D(6, 3, activation="relu", name="features"))
grown.add(keras.layers.GlobalAveragePooling2D())
grown.add(keras.layers.Dense(3, activation="softmax"))
grown.build((None, 10, 10, 1))


def attention(model, image, name):
    both = keras.Model(model.inputs, [model.get_layer(name).output, model.outputs[0]])
    with tf.GradientTape() as tape:
        seen, shares = both(image)
        best = tf.reduce_max(shares, axis=-1)
    return tape.gradient(best, seen)


picture = np.random.rand(1, 10, 10, 1).astype("float32")
print(attention(listed, picture, "features"))
print(attention(grown, picture, "features"))
