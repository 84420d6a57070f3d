# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf


class Bilinear(tf.keras.layers.Layer):
    def build(self, input_shape):
        shape = (input_shape[-1], input_shape[-1])
        self.form = tf.Variable(tf.ones(shape))  # warning: [untracked-variable]
        self.bias = self.add_weight(shape=(1,), initializer="zeros")

    def call(self, inputs):
        return tf.reduce_sum(inputs * (inputs @ self.form), axis=-1, keepdims=True) + self.bias


layer = Bilinear()
inputs = tf.keras.Input((3,))
model = tf.keras.Model(inputs, layer(inputs))
model.compile("sgd", "mse")
model.fit(np.ones((8, 3)), np.zeros((8, 1)), verbose=0)
assert not np.allclose(layer.form, 1.0)
