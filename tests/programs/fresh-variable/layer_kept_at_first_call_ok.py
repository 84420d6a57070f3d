# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.a = keras.layers.Dense(8)

    def call(self, x):
        x = self.a(x)
        if not hasattr(self, "b"):
            self.b = keras.layers.Dense(1)
        return self.b(x)


net = Net()
net.compile("sgd", "mse")
net.fit(np.random.rand(4, 8), np.random.rand(4, 1), epochs=2, verbose=0)
print([w.path for w in net.trainable_weights])
