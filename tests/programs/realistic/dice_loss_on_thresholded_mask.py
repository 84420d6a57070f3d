# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def binarize(probabilities, threshold=0.5):
    return tf.where(probabilities > threshold, 1.0, 0.0)  # error: [non-differentiable-op]


def dice(y_true, y_pred, smooth=1.0):
    inter = tf.reduce_sum(y_true * y_pred)
    return (2.0 * inter + smooth) / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + smooth)


def dice_loss(y_true, y_pred):
    return 1.0 - dice(y_true, binarize(y_pred))


model = tf.keras.Sequential(
    [
        layers.Input((8, 8, 1)),
        layers.Conv2D(4, 3, padding="same", activation="relu"),
        layers.Conv2D(1, 1, activation="sigmoid"),
    ]
)
model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss=dice_loss, metrics=[dice])
images = np.random.rand(6, 8, 8, 1).astype("float32")
model.fit(images, (images > 0.6).astype("float32"), epochs=1, verbose=0)
