# outcome: none
import numpy as np
import tensorflow as tf
from tensorflow import keras


class CosineDense(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def call(self, inputs):
        unit = self.kernel.numpy() / np.linalg.norm(self.kernel.numpy(), axis=0)  # error: [leaves-tensorflow]
        return tf.matmul(inputs, tf.convert_to_tensor(unit))


# used: layer, x = CosineDense(2), tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(layer(x))
# used: print(tape.gradient(loss, layer.trainable_variables))
