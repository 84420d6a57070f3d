# outcome: none
import tensorflow as tf
from tensorflow import keras


class F1Loss(keras.losses.Loss):
    def __init__(self, threshold=0.5, name="f1"):
        super().__init__(name=name)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        hits = tf.cast(y_pred > self.threshold, tf.float32)  # error: [non-differentiable-op]
        both = tf.reduce_sum(hits * y_true, axis=-1)
        return 1.0 - 2.0 * both / (tf.reduce_sum(hits, axis=-1) + tf.reduce_sum(y_true, axis=-1) + 1e-7)


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = F1Loss()(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
