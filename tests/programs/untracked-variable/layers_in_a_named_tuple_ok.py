# outcome: flows
from typing import NamedTuple

import numpy as np
from tensorflow import keras


class Blocks(NamedTuple):
    """Keras looks into tuples, those with names as well."""

    first: keras.layers.Layer
    last: keras.layers.Layer


class Stack(keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = Blocks(keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(2))
        self.top = keras.layers.Dense(1)

    def call(self, inputs):
        return self.top(self.blocks.last(self.blocks.first(inputs)))


model = Stack()
model.compile("sgd", "mse")
x = np.random.default_rng(0).normal(size=(16, 5))
model.fit(x, x[:, :1], verbose=0)
assert len(model.trainable_variables) == 6
