# outcome: part
import tensorflow as tf
from tensorflow import keras


def hard_hinge(y_true, y_pred):
    return tf.reduce_mean(tf.cast(y_true * tf.sign(y_pred) < 0.0, tf.float32), axis=-1)  # warning: [non-differentiable-op]


def two_heads():
    inputs = keras.Input((3,))
    hidden = keras.layers.Dense(8, activation="relu")(inputs)
    price = keras.layers.Dense(1, name="price")(hidden)
    sign = keras.layers.Dense(1, name="sign")(hidden)
    model = keras.Model(inputs, {"price": price, "sign": sign})
    model.compile(optimizer="sgd", loss={"price": "mse", "sign": hard_hinge})
    return model


# used: model = two_heads()
# used: model.fit(tf.random.normal([4, 3]), {"price": tf.ones([4, 1]), "sign": tf.ones([4, 1])}, verbose=0)
