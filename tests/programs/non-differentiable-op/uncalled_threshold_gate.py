# outcome: none
import tensorflow as tf
from tensorflow import keras


class ThresholdGate(keras.layers.Layer):
    """Lets through what is above a learned threshold."""

    def build(self, input_shape):
        self.threshold = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="threshold")

    def call(self, inputs):
        mask = tf.cast(inputs > self.threshold, tf.float32)  # error: [non-differentiable-op]
        return inputs * mask


# used: gate = ThresholdGate()
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(gate(x))
# used: print(tape.gradient(loss, gate.trainable_variables))
