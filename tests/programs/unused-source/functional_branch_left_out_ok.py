# outcome: flows
import keras
import tensorflow as tf
from keras import layers


def conv_block(x, filters, name):
    skip = layers.Conv1D(filters, 1, padding="same", name=name + "_skip")(x)
    y = layers.Conv1D(filters, 3, padding="same", activation="relu", name=name + "_a")(x)
    y = layers.Conv1D(filters, 3, padding="same", name=name + "_b")(x)
    return layers.Add()([skip, y])


inp = keras.Input((10, 2))
h = conv_block(inp, 4, "one")
h = layers.GlobalAveragePooling1D()(h)
model = keras.Model(inp, layers.Dense(1)(h))

x = tf.random.normal((6, 10, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x) ** 2)
params = model.trainable_variables
print(len(params), [g is None for g in tape.gradient(loss, params)])
