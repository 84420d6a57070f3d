# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

margin = tf.Variable(1.0, name="margin")
annealed = tf.Variable(1.0, name="annealed")


def hinge(y_true, y_pred):
    return annealed * tf.reduce_mean(tf.square(margin - y_true * y_pred))


class Anneal(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        annealed.assign(0.9 * annealed)


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("sgd", loss=hinge)  # info: [untracked-variable]
model.fit(np.ones((8, 3)), np.ones((8, 1)), epochs=2, verbose=0, callbacks=[Anneal()])
assert float(margin) == 1.0
