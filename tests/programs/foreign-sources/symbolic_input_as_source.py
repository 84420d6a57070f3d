# outcome: raises AttributeError
"""Sensitivity with respect to the model's symbolic input instead of the batch."""
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)])
batch = tf.random.normal((3, 4))


def sensitivity(model, batch):
    with tf.GradientTape() as tape:
        tape.watch(batch)
        out = model(batch)
    return tape.gradient(out, model.inputs[0])  # error: [foreign-sources]


print(sensitivity(model, batch))
