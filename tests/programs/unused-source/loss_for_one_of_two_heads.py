# outcome: part
import numpy as np
from tensorflow import keras

inputs = keras.Input((6,))
hidden = keras.layers.Dense(8, activation="tanh")(inputs)
mask = keras.layers.Dense(3, name="mask")(hidden)
depth = keras.layers.Dense(1, name="depth")(hidden)
model = keras.Model(inputs, {"mask": mask, "depth": depth})
model.compile("adam", loss={"mask": "mse"})  # warning: [unused-source]
x = np.ones((8, 6), "float32")
model.fit(x, {"mask": x[:, :3]}, verbose=0)  # or: [unused-source]
