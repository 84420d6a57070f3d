# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Leaky(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.params = {"alpha": keras.Variable(0.5), "more": [keras.Variable(0.1)]}

    def call(self, inputs):
        slope = self.params["alpha"] + self.params["more"][0]
        return tf.maximum(inputs, slope * inputs)


layer = Leaky()
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), layer])
model.compile("sgd", "mse")
model.fit(-np.ones((8, 3)), np.ones((8, 4)), verbose=0)
assert len(model.trainable_variables) == 4
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(-tf.ones((1, 3))))
print(tape.gradient(loss, model.trainable_variables))
