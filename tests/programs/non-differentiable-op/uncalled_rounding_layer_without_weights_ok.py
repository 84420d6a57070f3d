# outcome: flows
import tensorflow as tf
from tensorflow import keras


class ToGrid(keras.layers.Layer):
    """Rounds measurements to the resolution of the device that took them."""

    def __init__(self, resolution=0.01, **kwargs):
        super().__init__(**kwargs)
        self.resolution = resolution

    def call(self, inputs):
        return tf.round(inputs / self.resolution) * self.resolution


class Standardize(keras.layers.Layer):
    def __init__(self, mean, deviation):
        super().__init__()
        self.mean, self.deviation = mean, deviation

    def call(self, inputs):
        return tf.stop_gradient((inputs - self.mean) / self.deviation)


# used: x = tf.random.normal([4, 3])
# used: model = keras.Sequential([ToGrid(), Standardize(0.0, 1.0), keras.layers.Dense(2)])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(model(x))
# used: print(tape.gradient(loss, model.trainable_variables))
