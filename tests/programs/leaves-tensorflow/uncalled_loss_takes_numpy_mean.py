# outcome: none
import numpy as np
import tensorflow as tf
from tensorflow import keras


class MeanMatch(keras.losses.Loss):
    def call(self, y_true, y_pred):
        mean = np.mean(y_pred, axis=-1)  # error: [leaves-tensorflow]
        return tf.square(tf.reduce_mean(y_true, axis=-1) - mean)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = MeanMatch()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
