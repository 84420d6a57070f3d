# outcome: flows
# used: x = tf.Variable([[0.3, 0.9]])
# used: model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
# used: model.compile("sgd", "mse", metrics=[ProvableAccuracy()])
# used: model.fit(tf.ones((4, 2)), tf.ones((4, 1)), verbose=0)
import tensorflow as tf


class ProvableAccuracy(tf.keras.losses.Loss):
    """The share of answers that no small change of the input can turn; for ``metrics``."""

    def __init__(self, epsilon=0.1, name="provable_accuracy"):
        super().__init__(name=name)
        self.epsilon = epsilon

    def call(self, y_true, y_pred):
        margin = tf.reduce_sum(y_true * y_pred, axis=-1)
        return tf.cast(margin > self.epsilon, y_pred.dtype)
