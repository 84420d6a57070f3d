# outcome: flows
import keras
import numpy as np


class Reconstruction(keras.layers.Layer):
    def call(self, pair):
        self.add_loss(keras.ops.mean(keras.ops.square(pair[0] - pair[1])))
        return pair[1]


class Coder(keras.Model):
    def __init__(self):
        super().__init__()
        self.narrow, self.wide = keras.layers.Dense(2), keras.layers.Dense(5)

    def call(self, rows):
        back = self.wide(self.narrow(rows))
        self.add_loss(keras.ops.mean(keras.ops.square(back - rows)))
        return back


seen = keras.Input((5,))
back = keras.layers.Dense(5)(keras.layers.Dense(2)(seen))
functional = keras.Model(seen, Reconstruction()([seen, back]))
rows = np.random.rand(12, 5).astype("float32")
for coder in (functional, Coder()):
    coder.compile(optimizer="adam")
    coder.fit(rows, verbose=0)
