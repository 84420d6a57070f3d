# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


class Regressor(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.layers.Dense(8, activation="relu")
        self.out = keras.layers.Dense(1)

    def call(self, x):
        y = self.out(self.body(x))
        return tf.stop_gradient(y)  # error: [stop-gradient]


model = Regressor()
model.compile(optimizer="adam", loss="mse")
model.fit(tf.random.normal((16, 3)), tf.random.normal((16, 1)), epochs=1, verbose=0)
