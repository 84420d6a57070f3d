# outcome: flows
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


def thaw(part, count):
    for layer in part.layers[-count:]:
        if not isinstance(layer, layers.BatchNormalization):
            layer.trainable = True


body = keras.Sequential([keras.Input((4,)), layers.Dense(6, "tanh"), layers.BatchNormalization(), layers.Dense(3)])
body.trainable = False
net = keras.Sequential([keras.Input((4,)), body, layers.Dense(1)])
net.compile(keras.optimizers.SGD(0.1), "mse")
x = np.random.default_rng(1).normal(size=(16, 4))
net.fit(x, x[:, :1], verbose=0)

thaw(body, 2)
net.compile(keras.optimizers.SGD(0.01), "mse")
before = body.layers[-1].get_weights()[0]
net.fit(x, x[:, :1], verbose=0)
assert np.any(body.layers[-1].get_weights()[0] != before)
