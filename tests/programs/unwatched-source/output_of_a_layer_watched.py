# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((6,))
hidden = keras.layers.Dense(4, activation="relu", name="hidden")(inputs)
model = keras.Model(inputs, keras.layers.Dense(2)(hidden))
batch = tf.random.normal([3, 6])

with tf.GradientTape() as tape:
    middle = model.get_layer("hidden").output
    tape.watch(middle)  # error: [unwatched-source]
    top = tf.reduce_max(model(batch), axis=1)
print(tape.gradient(top, middle))
