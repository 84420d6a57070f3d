# outcome: flows
import tensorflow as tf
from tensorflow import keras


class SoftGate(keras.layers.Layer):
    """Lets through what is above a learned threshold, with a soft edge."""

    def __init__(self, sharpness=10.0, **kwargs):
        super().__init__(**kwargs)
        self.sharpness = sharpness

    def build(self, input_shape):
        self.threshold = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="threshold")

    def call(self, inputs):
        open_ = tf.cast(inputs > 0.0, tf.float32)
        return inputs * open_ * tf.sigmoid(self.sharpness * (inputs - self.threshold))


# used: gate = SoftGate()
# used: x = tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(gate(x))
# used: print(tape.gradient(loss, gate.trainable_variables))
