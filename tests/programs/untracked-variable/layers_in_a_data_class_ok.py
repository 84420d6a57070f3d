# outcome: flows
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow import keras


@dataclass
class Branches:
    left: keras.layers.Layer
    right: list


def branch(width):
    return keras.Sequential([keras.layers.Dense(width, activation="tanh"), keras.layers.Dense(3)])


class Twin(keras.Model):
    """The model holds the layers itself, too: in a list, a tuple and a dictionary."""

    def __init__(self, width):
        super().__init__()
        self.branches = Branches(branch(width), [branch(width), keras.layers.Dense(3)])
        self.found = {"all": (self.branches.left, self.branches.right)}
        self.top = keras.layers.Dense(1)

    def call(self, inputs):
        first, last = self.branches.right
        right = last(first(inputs))
        return self.top(tf.concat([self.branches.left(inputs), right], axis=-1))


model = Twin(4)
model.compile("sgd", "mse")
x = np.random.default_rng(0).normal(size=(16, 5))
model(x[:1])
before = model.branches.left.get_weights()[0].copy()
model.fit(x, x[:, :1], epochs=2, verbose=0)
assert np.any(before != model.branches.left.get_weights()[0])
