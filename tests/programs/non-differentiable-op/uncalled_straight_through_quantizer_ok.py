# outcome: flows
import tensorflow as tf
from tensorflow import keras


class FakeQuant(keras.layers.Layer):
    """Rounds activations to a learned grid, straight through."""

    def __init__(self, bits=8, **kwargs):
        super().__init__(**kwargs)
        self.levels = 2.0 ** (bits - 1)

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

    def call(self, inputs):
        scaled = inputs * self.scale * self.levels
        rounded = scaled + tf.stop_gradient(tf.round(scaled) - scaled)
        return rounded / self.levels


# used: dense, quant = keras.layers.Dense(3), FakeQuant()
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(quant(dense(x)))
# used: print(tape.gradient(loss, dense.trainable_variables + quant.trainable_variables))
