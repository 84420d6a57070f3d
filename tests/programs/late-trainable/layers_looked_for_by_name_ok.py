# outcome: flows
"""All but the head is to be frozen."""

import keras
import numpy as np
from keras import layers


def freeze(model, keep=("head",)):
    for layer in model.layers:
        if layer.name not in keep:
            layer.trainable = False


keras.utils.set_random_seed(1)
body = layers.Dense(4, activation="relu", name="body")
model = keras.Sequential([keras.Input((3,)), body, layers.Dense(1, name="head")])
freeze(model)
model.compile("adam", "mse")
before = model.get_weights()[2].copy()
model.fit(np.ones((8, 3)), np.ones((8, 1)), epochs=2, verbose=0)
assert np.any(before != model.get_weights()[2]), "the head is as it was"
