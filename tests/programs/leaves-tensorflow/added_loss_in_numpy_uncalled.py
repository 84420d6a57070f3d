# outcome: none
import numpy as np
import tensorflow as tf
from tensorflow import keras


class OrthogonalPenalty(keras.layers.Layer):
    """A layer that only adds a loss; nobody uses it here."""

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

    def call(self, inputs):
        gram = np.matmul(inputs, np.transpose(inputs))  # warning: [leaves-tensorflow]
        self.add_loss(tf.constant(np.sum(np.square(gram - np.eye(len(gram))))))
        return inputs * self.scale


# used: layer, x = OrthogonalPenalty(), tf.Variable(tf.random.normal([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     layer(x)
# used:     loss = sum(layer.losses)
# used: print(tape.gradient(loss, [x, *layer.trainable_variables]))
