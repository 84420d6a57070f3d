# outcome: part
import tensorflow as tf
from tensorflow import keras


class Binarize(keras.layers.Layer):
    """Zeros and ones; has no weights of its own."""

    def call(self, inputs):
        return tf.cast(inputs > 0.0, tf.float32)  # warning: [non-differentiable-op]


class Hasher(keras.Model):
    def __init__(self, bits=16):
        super().__init__()
        self.project = keras.layers.Dense(bits, use_bias=False)
        self.binarize = Binarize()
        self.readout = keras.layers.Dense(1)

    def call(self, inputs):
        return self.readout(self.binarize(self.project(inputs)))


# used: model = Hasher()
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_mean(tf.square(model(x)))
# used: print(tape.gradient(loss, model.trainable_variables))
