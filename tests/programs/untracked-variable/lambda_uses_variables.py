# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

gain = tf.Variable(tf.ones((3,)), name="gain")  # or: [untracked-variable]
shift = tf.Variable(tf.zeros((3,)), name="shift")


def rescale(x):
    return x * gain + shift


model = keras.Sequential(
    [
        keras.Input((3,)),
        keras.layers.Lambda(rescale, output_shape=(3,)),  # warning: [untracked-variable]
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer="sgd", loss="mse")
model.fit(np.ones((8, 3)), np.zeros((8, 1)), epochs=2, verbose=0)
assert len(model.trainable_variables) == 2
assert gain.numpy().tolist() == [1.0, 1.0, 1.0]
