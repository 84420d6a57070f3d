# outcome: zero
import tensorflow as tf
from tensorflow import keras


class BinaryDense(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def call(self, inputs):
        return tf.matmul(inputs, tf.sign(self.kernel))  # error: [zero-gradient]


# used: layer = BinaryDense(2)
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(tf.square(layer(x)))
# used: print(tape.gradient(loss, layer.trainable_variables))
