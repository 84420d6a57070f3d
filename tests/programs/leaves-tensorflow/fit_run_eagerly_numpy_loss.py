# outcome: none raises ValueError
import numpy as np
import keras
import tensorflow as tf


def edit_loss(y_true, y_pred):
    a = y_true.numpy()
    b = y_pred.numpy()  # error: [leaves-tensorflow]
    return tf.constant(np.abs(a - b).mean(axis=-1))


net = keras.Sequential([keras.layers.Dense(5, activation="relu"), keras.layers.Dense(2)])
net.compile(optimizer=keras.optimizers.SGD(0.1), loss=edit_loss, run_eagerly=True)
net.fit(np.random.rand(8, 3).astype("float32"), np.random.rand(8, 2).astype("float32"), verbose=0)
