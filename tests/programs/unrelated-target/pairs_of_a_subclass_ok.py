# outcome: flows
# used: class Hinge(Pairwise):
# used:     def pair(self, difference):
# used:         return tf.nn.relu(1.0 - difference)
# used: score = tf.Variable([0.5, 1.0, 2.0])
# used: with tf.GradientTape() as tape:
# used:     loss = Hinge()(tf.constant([0.0, 1.0, 2.0]), score)
# used: print(tape.gradient(loss, score))
"""What an abstract method gives is its subclasses' affair."""
import abc

import tensorflow as tf


class Pairwise(tf.keras.losses.Loss, abc.ABC):
    @abc.abstractmethod
    def pair(self, difference):
        pass

    def call(self, y_true, y_pred):
        difference = tf.expand_dims(y_pred, 1) - tf.expand_dims(y_pred, 0)
        weights = tf.cast(tf.expand_dims(y_true, 1) > tf.expand_dims(y_true, 0), tf.float32)
        return tf.reduce_sum(tf.multiply(self.pair(difference), weights), axis=-1)
