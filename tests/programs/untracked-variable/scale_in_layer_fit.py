# outcome: flows raises AssertionError
import numpy as np
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.gain = tf.Variable(1.0)  # warning: [untracked-variable]

    def call(self, inputs):
        return inputs * self.gain


scale = Scale()
model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2), scale])
model.compile(optimizer="sgd", loss="mse")
model.fit(np.ones((8, 4)), np.full((8, 2), 5.0), epochs=2, verbose=0)
assert float(scale.gain) != 1.0
