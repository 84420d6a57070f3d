# outcome: flows
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((6,))
hidden = keras.layers.Dense(4, activation="relu", name="hidden")(inputs)
model = keras.Model(inputs, keras.layers.Dense(2)(hidden))
lower = keras.Model(inputs, model.get_layer("hidden").output)
batch = tf.random.normal([3, 6])

with tf.GradientTape() as tape:
    middle = lower(batch)
    tape.watch(middle)
    top = tf.reduce_max(model.layers[-1](middle), axis=1)
print(tape.gradient(top, middle))
