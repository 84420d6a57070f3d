# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Params:
    def __init__(self):
        self.alpha = keras.Variable(0.5)  # warning: [untracked-variable]


class Leaky(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.params = Params()

    def call(self, inputs):
        return tf.maximum(inputs, self.params.alpha * inputs)


layer = Leaky()
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, kernel_initializer="ones"), layer])
model.compile("sgd", "mse")
model.fit(-np.ones((8, 3)), np.ones((8, 4)), verbose=0)
assert float(layer.params.alpha) != 0.5
