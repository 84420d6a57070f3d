# outcome: nan
import numpy as np
import tensorflow as tf


def relative_error(y_true, y_pred):
    relative = tf.abs((y_true - y_pred) / y_true)  # warning: [unsafe-where]
    return tf.reduce_mean(tf.where(y_true != 0.0, relative, 0.0), axis=-1)  # or: [unsafe-where]


counts = np.array([[0.0, 2.0], [1.0, 0.0]], dtype="float32")
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
model.compile(loss=relative_error, optimizer="adam", run_eagerly=True)
model.fit(np.ones((2, 3), "float32"), counts, epochs=2, verbose=0)
