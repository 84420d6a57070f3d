# outcome: flows
"""One slope for each group of channels."""

import keras
import numpy as np
import tensorflow as tf


class Slopes(keras.layers.Layer):
    def __init__(self, groups=2, start=0.25):
        super().__init__()
        self.groups = groups
        self.slopes = []
        for g in range(groups):
            self.slopes.append(self.add_weight(shape=(), initializer=keras.initializers.Constant(start)))

    def call(self, x):
        parts = zip(tf.split(x, self.groups, axis=-1), self.slopes)
        return tf.concat([tf.maximum(p, 0.0) + a * tf.minimum(p, 0.0) for p, a in parts], axis=-1)


keras.utils.set_random_seed(1)
x = np.random.default_rng(1).normal(size=(16, 3)).astype("float32")
slopes = Slopes()
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), slopes, keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(x, x.sum(axis=1, keepdims=True), epochs=2, verbose=0)
assert any(float(tf.convert_to_tensor(a)) != 0.25 for a in slopes.slopes), "they are as they were"
