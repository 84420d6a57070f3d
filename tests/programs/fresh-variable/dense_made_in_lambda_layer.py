# outcome: raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


def gate(t):
    return t * keras.layers.Dense(8, activation="sigmoid")(t)  # error: [fresh-variable]


inp = keras.Input((8,))
out = keras.layers.Dense(1)(keras.layers.Lambda(gate)(inp))
net = keras.Model(inp, out)
net.compile("sgd", "mse")
net.fit(np.random.rand(4, 8), np.random.rand(4, 1), epochs=2, verbose=0)
print([w.path for w in net.trainable_weights])
