# outcome: raises ValueError none
import keras
import numpy as np
from steps import Regression

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).normal(size=(16, 3)).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
print(Regression(model, keras.optimizers.Adam(0.01)).run([(x[:8], y[:8]), (x[8:], y[8:])]))
