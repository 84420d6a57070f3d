# outcome: nan
"""Both parts of a complex number start as zero; that nothing comes back there doesn't help."""
import keras
import tensorflow as tf


class Wave(keras.layers.Layer):
    def build(self, shape):
        self.real = self.add_weight(shape=(shape[-1],), initializer="zeros", name="real")
        self.imag = self.add_weight(shape=(shape[-1],), initializer="zeros", name="imag")

    def call(self, x):
        imag, real = tf.convert_to_tensor(self.imag), tf.convert_to_tensor(self.real)
        return x * tf.cos(tf.math.atan2(imag, real))  # warning: [endless-slope]


wave = Wave()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(wave(tf.ones([2, 3])))
print(tape.gradient(loss, wave.trainable_variables))
