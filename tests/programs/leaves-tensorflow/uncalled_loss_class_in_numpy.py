# outcome: none
import numpy as np
import tensorflow as tf
from tensorflow import keras


class QuantileLoss(keras.losses.Loss):
    def __init__(self, q=0.9):
        super().__init__()
        self.q = q

    def call(self, y_true, y_pred):
        error = y_true - y_pred
        worse = np.maximum(self.q * error, (self.q - 1.0) * error)  # error: [leaves-tensorflow]
        return tf.reduce_mean(worse, axis=-1)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = QuantileLoss()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
