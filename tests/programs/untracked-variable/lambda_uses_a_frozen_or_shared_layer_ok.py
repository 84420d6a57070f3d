# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

shared = keras.layers.Dense(3)
temperature = tf.Variable(2.0, trainable=False)
strength = tf.Variable(0.1)


class Anneal(keras.callbacks.Callback):
    def __init__(self, value):
        super().__init__()
        self.value = value

    def on_epoch_end(self, epoch, logs=None):
        self.value.assign(self.value * 0.5)


inputs = keras.Input((3,))
first = shared(inputs)
second = keras.layers.Lambda(lambda x: shared(x) / temperature, output_shape=(3,))(first)
third = keras.layers.Lambda(lambda x: x * strength, output_shape=(3,))(second)
model = keras.Model(inputs, keras.layers.Dense(1)(third))
model.compile(optimizer="sgd", loss="mse")
model.fit(np.ones((8, 3)), np.zeros((8, 1)), epochs=2, verbose=0, callbacks=[Anneal(strength)])
