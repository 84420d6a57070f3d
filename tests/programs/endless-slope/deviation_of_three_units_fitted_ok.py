# outcome: flows
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Spread(layers.Layer):
    def call(self, x):
        return ops.concatenate([x, ops.std(x, axis=-1, keepdims=True)], axis=-1)


inputs = keras.Input((4,))
narrow = Spread()(layers.Dense(3)(inputs))
model = keras.Model(inputs, layers.Dense(1)(layers.Concatenate()([narrow, inputs])))
x = tf.constant(np.random.default_rng(3).normal(size=(8, 4)), tf.float32)
model.compile("sgd", "mse")
with tf.GradientTape() as tape:
    loss = keras.losses.MeanSquaredError()(x[:, :1], model(x))
print(tape.gradient(loss, model.trainable_variables))
model.fit(x, x[:, :1], verbose=0)
assert np.isfinite(model.get_weights()[0]).all()
