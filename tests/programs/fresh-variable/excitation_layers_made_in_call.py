# outcome: raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras


class SE(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.pool = keras.layers.GlobalAveragePooling2D()

    def call(self, x):
        c = x.shape[-1]
        s = self.pool(x)
        s = keras.layers.Dense(c // 4, activation="relu")(s)  # error: [fresh-variable]
        s = keras.layers.Dense(c, activation="sigmoid")(s)  # error: [fresh-variable]
        return x * s[:, None, None, :]


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = keras.layers.Conv2D(8, 3)
        self.se = SE()
        self.flat = keras.layers.Flatten()
        self.fc = keras.layers.Dense(2)

    def call(self, x):
        return self.fc(self.flat(self.se(self.conv(x))))


net = Net()
net.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
net.fit(np.random.rand(4, 8, 8, 1).astype("float32"), np.array([0, 1, 0, 1]), epochs=2, verbose=0)
print([w.path for w in net.trainable_weights])
