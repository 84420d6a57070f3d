# outcome: flows
import keras
import numpy as np
import tensorflow as tf


class Gain(keras.layers.Layer):
    def __init__(self, window):
        super().__init__()
        self.window = window
        self.gain = self.add_weight(shape=(window.size,), initializer="ones", name="gain")
        self.bias = self.add_weight(shape=(), initializer="zeros", name="bias")

    def call(self, x):
        taper = self.gain * self.window
        return x * taper + self.bias


layer = Gain(np.hanning(8).astype("float32"))
x = tf.random.normal((2, 8))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(x) ** 2)
for weight, grad in zip(layer.trainable_weights, tape.gradient(loss, layer.trainable_weights)):
    print(weight.path, grad is not None)
