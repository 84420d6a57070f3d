# outcome: none raises ValueError
import numpy as np
import keras
from keras import ops


class Rounder(keras.layers.Layer):
    def __init__(self, step):
        super().__init__()
        self.step = step

    def call(self, x):
        return ops.floor_divide(x, self.step) * self.step  # error: [floor-division] or: [non-differentiable-op]


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), Rounder(0.1)])
model.compile("adam", "mse")
x = np.random.rand(6, 3)
model.fit(x, x[:, :2], verbose=0)
