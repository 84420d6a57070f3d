# outcome: flows
import tensorflow as tf
from tensorflow import keras


class PassThrough(keras.losses.Loss):
    """The model computes its own loss."""

    def call(self, y_true, y_pred):
        return tf.reduce_mean(y_pred, axis=-1)


class NoLoss(keras.losses.Loss):
    """For an output whose loss is added inside the model."""

    def call(self, y_true, y_pred):
        return tf.zeros(())


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = PassThrough()(tf.ones([4, 3]), x) + NoLoss()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
