# outcome: flows
import numpy as np
import tensorflow as tf
import tensorflow.keras.layers as L


def block(x, filters):
    x = L.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return L.Conv2D(filters, 3, padding="same", activation="relu")(x)


def unet(size, depth=2, filters=4):
    inp = L.Input((size, size, 1))
    skips, x = [], inp
    for d in range(depth):
        x = block(x, filters * 2**d)
        skips.append(x)
        x = L.MaxPooling2D()(x)
    x = block(x, filters * 2**depth)
    for d, skip in reversed(list(enumerate(skips))):
        x = L.UpSampling2D()(x)
        x = L.Concatenate()([x, skip])
        x = block(x, filters * 2**d)
    return tf.keras.Model(inp, L.Conv2D(1, 1, activation="sigmoid")(x))


def dice_loss(y_true, y_pred, smooth=1.0):
    y_true = tf.cast(y_true, y_pred.dtype)
    inter = tf.reduce_sum(y_true * y_pred, axis=[1, 2, 3])
    union = tf.reduce_sum(y_true + y_pred, axis=[1, 2, 3])
    return 1.0 - tf.reduce_mean((2.0 * inter + smooth) / (union + smooth))


def iou(y_true, y_pred):
    hard = tf.cast(y_pred > 0.5, tf.float32)
    y_true = tf.cast(y_true, tf.float32)
    inter = tf.reduce_sum(hard * y_true)
    return inter / (tf.reduce_sum(tf.maximum(hard, y_true)) + 1e-7)


images = np.random.rand(6, 16, 16, 1).astype("float32")
masks = (images > 0.6).astype(np.uint8)
model = unet(16)
model.compile(optimizer="adam", loss=dice_loss, metrics=[iou])
model.fit(images, masks, batch_size=3, epochs=1, verbose=0)
