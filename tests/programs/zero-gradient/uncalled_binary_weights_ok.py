# outcome: flows
import tensorflow as tf
from tensorflow import keras


class BinaryDense(keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def call(self, inputs):
        scale = tf.reduce_mean(tf.abs(self.kernel))
        side = tf.sign(inputs)
        return tf.matmul(side, scale * tf.sign(self.kernel))


# used: layer = BinaryDense(2)
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(tf.square(layer(x)))
# used: print(tape.gradient(loss, layer.trainable_variables))
