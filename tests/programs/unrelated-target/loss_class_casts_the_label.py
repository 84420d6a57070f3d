# outcome: raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Shortfall(keras.losses.Loss):
    def __init__(self, factor=2.0):
        super().__init__(name="shortfall")
        self.factor = factor

    def call(self, y_true, y_pred):
        y_true = tf.cast(y_true, tf.float32)
        y_pred = tf.cast(y_true, tf.float32)  # error: [unrelated-target]
        gap = y_true - y_pred
        return tf.reduce_mean(tf.where(gap > 0.0, self.factor * gap, tf.square(gap)), axis=-1)


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
model.compile("sgd", Shortfall())
model.fit(np.ones((8, 4)), np.ones((8, 2)), verbose=0)
