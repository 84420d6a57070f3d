# outcome: flows
import tensorflow as tf
from tensorflow import keras


class HardNegativeLoss(keras.losses.Loss):
    """The labels become classes, and the hardest examples are picked by their rank."""

    def __init__(self, keep=0.5, **kwargs):
        super().__init__(**kwargs)
        self.keep = keep

    def call(self, y_true, y_pred):
        classes = tf.argmax(y_true, axis=-1)
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(classes, y_pred)
        wrong = tf.cast(tf.argmax(y_pred, axis=-1) != classes, each.dtype)
        order = tf.argsort(each, direction="DESCENDING")
        picked = tf.gather(each * (1.0 + wrong), order)
        return picked * self.keep


class SwappedNames(keras.losses.Loss):
    """Used as ``loss(prediction, truth)`` everywhere."""

    def call(self, y_pred, y_true):
        classes = tf.argmax(y_true, axis=-1)
        return tf.nn.sparse_softmax_cross_entropy_with_logits(classes, y_pred)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = HardNegativeLoss()(tf.eye(4, 3), x) + SwappedNames()(x, tf.eye(4, 3))
# used: print(tape.gradient(loss, [x]))
