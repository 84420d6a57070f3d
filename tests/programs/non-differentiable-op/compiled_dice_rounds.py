# outcome: none raises ValueError
import keras
import numpy as np
from keras import layers, ops


def dice_loss(y_true, y_pred):
    mask = ops.round(y_pred)  # error: [non-differentiable-op]
    overlap = ops.sum(y_true * mask)
    size = ops.sum(y_true) + ops.sum(mask)
    return 1.0 - (2.0 * overlap + 1.0) / (size + 1.0)


def build():
    inputs = keras.Input((8, 8, 1))
    h = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    outputs = layers.Conv2D(1, 1, activation="sigmoid")(h)
    return keras.Model(inputs, outputs)


images = np.random.rand(4, 8, 8, 1).astype("float32")
masks = (images > 0.5).astype("float32")

net = build()
net.compile(optimizer="adam", loss=dice_loss)
net.fit(images, masks, epochs=1, verbose=0)
