# outcome: flows raises ValueError
import numpy as np
from tensorflow import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(keras.optimizers.Adam(lr=1e-3), loss="mse")  # error: [removed-member]
model.fit(np.ones((8, 4)), np.ones((8, 1)), verbose=0)
