# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


def rank_error(y_true, y_pred):
    order = tf.argsort(tf.argsort(y_pred, axis=-1), axis=-1)  # error: [non-differentiable-op]
    return tf.reduce_mean(tf.square(tf.cast(order, tf.float32) - y_true), axis=-1)


def build_ranker(features, items):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(items),
        ]
    )
    model.compile(optimizer="adam", loss=rank_error)
    return model


# used: model = build_ranker(3, 4)
# used: model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 4]), verbose=0)
