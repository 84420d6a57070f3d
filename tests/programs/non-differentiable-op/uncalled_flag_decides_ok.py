# outcome: flows
import tensorflow as tf
from tensorflow import keras


class BinaryMask(keras.layers.Layer):
    """``hard`` is for the export; whoever trains leaves it off."""

    def __init__(self, hard=True, **kwargs):
        super().__init__(**kwargs)
        self.hard = hard

    def build(self, input_shape):
        self.scores = self.add_weight(shape=(input_shape[-1],), name="scores")

    def call(self, inputs):
        mask = tf.round(tf.sigmoid(self.scores)) if self.hard else tf.sigmoid(self.scores)
        return inputs * mask


# used: layer = BinaryMask(hard=False)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(layer(x) ** 2)
# used: print(tape.gradient(loss, layer.trainable_variables))
