# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

backbone = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4)])
backbone.trainable = False
model = keras.Sequential([keras.Input((3,)), backbone, keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

before = backbone.layers[0].kernel.numpy()
backbone.trainable = True  # warning: [late-trainable]
model.fit(x, y, epochs=2, verbose=0)
assert not np.allclose(before, backbone.layers[0].kernel)
