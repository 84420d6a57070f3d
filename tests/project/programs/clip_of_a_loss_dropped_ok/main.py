# outcome: flows
import keras
import numpy as np
from session import Session
from loss import entropy

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).normal(size=(16, 3)).astype("float32")
y = (x[:, :1] > 0).astype("float32")
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
session = Session(model, entropy)
print([session.step(x, y) for _ in range(2)])
