# outcome: raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class SE(keras.layers.Layer):
    def call(self, x):
        s = keras.layers.Dense(4, activation="relu")(x)  # error: [fresh-variable]
        return x * keras.layers.Dense(8)(s)  # error: [fresh-variable]


inp = keras.Input((8,))
out = keras.layers.Dense(1)(SE()(inp))
net = keras.Model(inp, out)
net.compile("sgd", "mse")
net.fit(np.random.rand(4, 8), np.random.rand(4, 1), epochs=2, verbose=0)
print([w.path for w in net.trainable_weights])
