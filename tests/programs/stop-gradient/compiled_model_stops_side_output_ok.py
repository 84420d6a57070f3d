# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Regressor(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.layers.Dense(8, activation="relu")
        self.out = keras.layers.Dense(1)
        self.spread = self.add_weight(shape=(), initializer="ones", trainable=False, name="spread")

    def call(self, x):
        y = self.out(self.body(x))
        detached = tf.stop_gradient(y)
        self.spread.assign(0.9 * self.spread + 0.1 * tf.math.reduce_std(detached))
        return y / (1.0 + detached - detached)


model = Regressor()
model.compile(optimizer="adam", loss="mse")
model.fit(tf.random.normal((16, 3)), tf.random.normal((16, 1)), epochs=1, verbose=0)
