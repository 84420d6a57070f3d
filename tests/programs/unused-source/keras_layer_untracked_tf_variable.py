# outcome: part
"""Learnable temperature that the loss forgets when calibrating."""
import tensorflow as tf
from tensorflow import keras


class Calibrator(keras.layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.temperature = self.add_weight(shape=(), initializer="ones", name="temperature")
        self.bias = self.add_weight(shape=(n,), initializer="zeros", name="class_bias")
        self.enabled = False

    def call(self, logits):
        shifted = logits + self.bias
        scaled = shifted / self.temperature  # or: [unused-source]
        return scaled if self.enabled else shifted  # warning: [unused-source]


cal = Calibrator(3)
logits = tf.random.normal((10, 3))
labels = tf.random.uniform((10,), maxval=3, dtype=tf.int32)
opt = keras.optimizers.SGD(0.1)
for _ in range(3):
    with tf.GradientTape() as tape:
        nll = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, cal(logits), from_logits=True))
    g = tape.gradient(nll, cal.trainable_variables)
    opt.apply_gradients(zip(g, cal.trainable_variables))
