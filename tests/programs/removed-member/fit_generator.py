# outcome: raises AttributeError
import numpy as np
from tensorflow import keras

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")


def batches():
    while True:
        yield np.ones((4, 2)), np.ones((4, 1))


model.fit_generator(batches(), steps_per_epoch=3, epochs=2)  # error: [removed-member]
