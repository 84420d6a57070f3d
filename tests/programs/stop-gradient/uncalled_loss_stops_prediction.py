# outcome: none
import tensorflow as tf
from tensorflow import keras


class Consistency(keras.losses.Loss):
    """The gradient is stopped on the wrong side."""

    def call(self, y_true, y_pred):
        frozen = tf.stop_gradient(y_pred)  # error: [stop-gradient]
        return tf.reduce_mean(tf.square(y_true - frozen), axis=-1)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = Consistency()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
