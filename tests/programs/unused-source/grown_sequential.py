# outcome: none
"""Attention maps of a Sequential that grew layer by layer."""
import numpy as np
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential()
model.add(keras.layers.Conv2D(4, 3, activation="relu", input_shape=(10, 10, 1)))
model.add(keras.layers.Conv2D(6, 3, activation="relu", name="features"))
model.add(keras.layers.GlobalAveragePooling2D())
model.add(keras.layers.Dense(3, activation="softmax"))
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(np.random.rand(8, 10, 10, 1), np.random.randint(0, 3, 8), verbose=0)


def attention(image, name):
    features = model.get_layer(name).output
    both = keras.Model(
        inputs=model.inputs,
        outputs=[features, model.outputs[0]],  # error: [unused-source]
    )
    with tf.GradientTape() as tape:
        seen, shares = both(image)
        best = tf.reduce_max(shares, axis=-1)
    return tape.gradient(best, seen)  # or: [unused-source]


print(attention(np.random.rand(1, 10, 10, 1).astype("float32"), "features"))
