# outcome: flows raises AssertionError
import numpy as np
from tensorflow import keras


def block(units):
    dense = keras.layers.Dense(units)

    def run(inputs):
        return keras.ops.relu(dense(inputs)) + 0.1

    return run


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = block(4)
        self.top = keras.layers.Dense(1)

    def call(self, inputs):
        return self.top(self.body(inputs))  # warning: [untracked-variable]


net = Net()
net.compile("sgd", "mse")
x = np.random.default_rng(0).normal(size=(16, 3))
net.fit(x, x[:, :1], verbose=0)
assert len(net.trainable_variables) == 4, "the block learns nothing"
