# outcome: flows
import tensorflow as tf
from tensorflow import keras


def rank_error(y_true, y_pred):
    gaps = y_pred[:, :, None] - y_pred[:, None, :]
    soft = tf.reduce_sum(tf.sigmoid(gaps), axis=-1) - 0.5
    return tf.reduce_mean(tf.square(soft - y_true), axis=-1)


def rank_accuracy(y_true, y_pred):
    order = tf.argsort(tf.argsort(y_pred, axis=-1), axis=-1)
    return tf.reduce_mean(tf.cast(tf.equal(tf.cast(order, tf.float32), y_true), tf.float32))


def build_ranker(features, items):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(items),
        ]
    )
    model.compile(optimizer="adam", loss=rank_error, metrics=[rank_accuracy])
    return model


# used: model = build_ranker(3, 4)
# used: model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 4]), verbose=0)
