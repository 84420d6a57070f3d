# outcome: flows raises AssertionError
import numpy as np
from tensorflow import keras


class Tower(keras.Model):
    floors = []  # warning: [untracked-variable]

    def __init__(self, widths):
        super().__init__()
        for width in widths:
            self.floors.append(keras.layers.Dense(width, activation="tanh"))
        self.roof = keras.layers.Dense(1)

    def call(self, inputs):
        for floor in self.floors:
            inputs = floor(inputs)
        return self.roof(inputs)


tower = Tower([4, 4])
x = np.random.default_rng(0).normal(size=(16, 3))
tower(x[:1])
before = tower.floors[0].get_weights()[0]
tower.compile("sgd", "mse")
tower.fit(x, x[:, :1], verbose=0)
assert np.any(tower.floors[0].get_weights()[0] != before)
