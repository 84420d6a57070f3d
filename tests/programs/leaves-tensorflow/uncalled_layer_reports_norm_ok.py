# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class CosineDense(keras.layers.Layer):
    def __init__(self, units, center=None):
        super().__init__()
        self.units = units
        self.center = np.zeros(units) if center is None else np.asarray(center)

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), name="kernel")

    def report(self):
        return float(np.linalg.norm(self.kernel.numpy()))

    def call(self, inputs):
        unit = tf.math.l2_normalize(self.kernel, axis=0)
        return tf.matmul(inputs, unit) - self.center.astype("float32")


# used: layer, x = CosineDense(2), tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(layer(x))
# used: print(tape.gradient(loss, layer.trainable_variables), layer.report())
