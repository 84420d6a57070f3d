# outcome: raises ValueError
import keras
import numpy as np
from losses import strict
from runner import Runner

keras.utils.set_random_seed(1)
x = np.random.default_rng(1).normal(size=(16, 3)).astype("float32")
y = (x[:, :1] > 0).astype("float32")
dense = keras.layers.Dense(1, activation="sigmoid")
print(Runner(keras.Sequential([keras.Input((3,)), dense]), strict()).run(x, y))
