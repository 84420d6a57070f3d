# outcome: raises TypeError
# used: Masked()(tf.ones((2, 4)))
"""Several axes at once: a list has none, so this raises whatever is given."""
import tensorflow as tf


class Masked(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3)

    def call(self, inputs):
        inputs[:, 0] = 0.0  # error: [assign-to-tensor]
        return self.dense(inputs)
