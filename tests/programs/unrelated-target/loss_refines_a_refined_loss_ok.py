# outcome: flows
# used: logits = tf.Variable(tf.random.uniform([2, 5]))
# used: loss = SentenceLoss(weights=[0.0, 1.0, 1.0, 1.0, 1.0])
# used: with tf.GradientTape() as tape:
# used:     value = loss(tf.constant([[1, 2, 3], [4, 3, 0]]), logits)
# used: print(tape.gradient(value, logits))
"""Each class hands its predictions on to the next by a name that the next one uses."""
import tensorflow as tf


class WordLoss(tf.keras.losses.SparseCategoricalCrossentropy):
    def __init__(self, *args, weights=None, **kwargs):
        super().__init__(*args, from_logits=True, **kwargs)
        self.weights = weights

    def call(self, y_true, y_pred):
        loss = super().call(y_true=y_true, y_pred=y_pred)
        if self.weights is not None:
            loss *= tf.gather(self.weights, tf.cast(y_true, tf.int32))
        return loss


class SentenceLoss(WordLoss):
    def call(self, y_true, bag):
        repeated = tf.repeat(tf.expand_dims(bag, 1), tf.shape(y_true)[1], axis=1)
        return super().call(y_true, repeated)
