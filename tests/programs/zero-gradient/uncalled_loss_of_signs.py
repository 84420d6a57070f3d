# outcome: zero
import tensorflow as tf
from tensorflow import keras


class DirectionLoss(keras.losses.Loss):
    """How often the direction is wrong."""

    def call(self, y_true, y_pred):
        agreement = tf.sign(y_true) * tf.sign(y_pred)  # error: [zero-gradient]
        return tf.reduce_mean(1.0 - agreement, axis=-1)


# used: x = tf.Variable(tf.random.normal([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = DirectionLoss()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
