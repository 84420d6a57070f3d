# outcome: none
import tensorflow as tf
from tensorflow import keras


class ScaledError(keras.losses.Loss):
    def __init__(self, scale=1.0):
        super().__init__()
        self.scale = scale

    def call(self, y_true, y_pred):
        error = tf.square(y_true - tf.reduce_mean(y_true))  # error: [unrelated-target]
        return self.scale * tf.reduce_mean(error, axis=-1)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = ScaledError()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
