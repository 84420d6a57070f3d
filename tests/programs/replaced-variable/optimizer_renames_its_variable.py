# outcome: flows raises AssertionError
"""An optimizer of its own."""

import keras
import tensorflow as tf


class Signs(keras.optimizers.Optimizer):
    def update_step(self, gradient, variable, learning_rate):
        step = keras.ops.cast(learning_rate, variable.dtype) * keras.ops.sign(gradient)
        variable = variable - step  # warning: [replaced-variable]


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(Signs(0.05), loss="mse", run_eagerly=True)
before = model.get_weights()[0]
model.fit(tf.random.normal((8, 3)), tf.ones((8, 1)), verbose=0)
assert (model.get_weights()[0] != before).any(), "nothing moved"
