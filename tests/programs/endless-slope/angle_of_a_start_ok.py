# outcome: flows
"""One of the parts starts as one, and a guard of one part alone shows nothing."""
import keras
import tensorflow as tf


class Wave(keras.layers.Layer):
    def build(self, shape):
        self.real = self.add_weight(shape=(shape[-1],), initializer="ones", name="real")
        self.imag = self.add_weight(shape=(shape[-1],), initializer="zeros", name="imag")

    def call(self, x):
        imag, real = tf.convert_to_tensor(self.imag), tf.convert_to_tensor(self.real)
        angle = tf.where(imag > 0.0, tf.math.atan2(imag, real), imag)
        return x * tf.cos(tf.math.atan2(imag, real)) + angle  # info: [endless-slope]


wave = Wave()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(wave(tf.ones([2, 3])))
print(tape.gradient(loss, wave.trainable_variables))
