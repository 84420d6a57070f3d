# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf


class Rotation(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.matrix = tf.Variable(tf.eye(size))  # warning: [untracked-variable]

    def __call__(self, x):
        return x @ self.matrix


class Rotated(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.rotation = Rotation(3)
        self.head = tf.keras.layers.Dense(1)

    def call(self, inputs):
        return self.head(self.rotation(inputs))


layer = Rotated()
model = tf.keras.Sequential([layer])
model.compile("sgd", "mse")
model.fit(np.ones((8, 3)), np.zeros((8, 1)), verbose=0)
assert not np.allclose(layer.rotation.matrix, np.eye(3))
