# outcome: flows
"""A siamese network with Lambda layers, the backend way."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers
from tensorflow.keras import backend as K


def euclidean_distance(vects):
    x, y = vects
    sum_square = tf.reduce_sum(tf.square(x - y), axis=1, keepdims=True)
    return tf.sqrt(tf.maximum(sum_square, K.epsilon()))


def contrastive_loss(y, preds, margin=1):
    y = tf.cast(y, preds.dtype)
    squared_preds = tf.square(preds)
    squared_margin = tf.square(tf.maximum(margin - preds, 0))
    return tf.reduce_mean(y * squared_preds + (1 - y) * squared_margin)


def accuracy(y_true, y_pred):
    return tf.reduce_mean(tf.cast(tf.equal(y_true, tf.cast(y_pred < 0.5, y_true.dtype)), tf.float32))


def build_tower(shape, dim=4):
    inputs = layers.Input(shape)
    x = layers.Conv2D(4, (2, 2), padding="same", activation="relu")(inputs)
    x = layers.MaxPooling2D(pool_size=(2, 2))(x)
    x = layers.Dropout(0.3)(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(dim)(x)
    return Model(inputs, layers.Lambda(lambda t: tf.math.l2_normalize(t, axis=1))(x))


a, b = layers.Input((8, 8, 1)), layers.Input((8, 8, 1))
tower = build_tower((8, 8, 1))
distance = layers.Lambda(euclidean_distance, output_shape=(1,))([tower(a), tower(b)])
model = Model(inputs=[a, b], outputs=distance)
model.compile(loss=contrastive_loss, optimizer="adam", metrics=[accuracy])
pairs = np.random.rand(2, 16, 8, 8, 1).astype("float32")
labels = np.random.randint(0, 2, (16, 1)).astype("float32")
model.fit([pairs[0], pairs[1]], labels, batch_size=8, epochs=1, verbose=0)
