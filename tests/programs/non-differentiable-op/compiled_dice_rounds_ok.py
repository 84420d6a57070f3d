# outcome: flows
import keras
import numpy as np
from keras import layers, ops


def soft_dice(y_true, y_pred):
    overlap = ops.sum(y_true * y_pred)
    size = ops.sum(y_true) + ops.sum(y_pred)
    return 1.0 - (2.0 * overlap + 1.0) / (size + 1.0)


def hard_dice(y_true, y_pred):
    mask = ops.round(y_pred)
    overlap = ops.sum(y_true * mask)
    return (2.0 * overlap + 1.0) / (ops.sum(y_true) + ops.sum(mask) + 1.0)


def build():
    inputs = keras.Input((8, 8, 1))
    h = layers.Conv2D(4, 3, padding="same", activation="relu")(inputs)
    outputs = layers.Conv2D(1, 1, activation="sigmoid")(h)
    return keras.Model(inputs, outputs)


images = np.random.rand(4, 8, 8, 1).astype("float32")
masks = (images > 0.5).astype("float32")

net = build()
net.compile(optimizer="adam", loss=soft_dice, metrics=[hard_dice])
net.fit(images, masks, epochs=1, verbose=0)
