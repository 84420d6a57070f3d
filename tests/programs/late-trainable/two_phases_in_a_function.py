# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(4)
        self.head = keras.layers.Dense(1)

    def call(self, inputs):
        return self.head(self.encoder(inputs))


def train(model):
    model(x)
    model.encoder.trainable = False
    model.compile(optimizer="sgd", loss="mse")
    model.fit(x, y, verbose=0)
    before = model.encoder.kernel.numpy()
    model.encoder.trainable = True  # warning: [late-trainable]
    model.fit(x, y, verbose=0)
    return np.array_equal(before, model.encoder.kernel)


assert not train(Classifier())
