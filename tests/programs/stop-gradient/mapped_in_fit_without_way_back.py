# outcome: none raises ValueError
import keras
import numpy as np
import tensorflow as tf


class Rows(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(name="scale", shape=(3,), initializer="ones")

    def call(self, rows):
        return tf.map_fn(  # error: [stop-gradient]
            lambda row: tf.reduce_sum(row * self.scale, keepdims=True), rows, back_prop=False
        )


model = Rows()
model.compile("sgd", "mse")
model.fit(np.ones([4, 3], "float32"), np.ones([4, 1], "float32"), verbose=0)
