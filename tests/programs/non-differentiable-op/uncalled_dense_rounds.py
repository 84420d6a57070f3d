# outcome: none
import keras
from keras import layers, ops


class HardDense(layers.Dense):
    """A dense layer whose results are whole numbers."""

    def call(self, inputs):
        return ops.round(super().call(inputs))  # error: [non-differentiable-op]


# used: import tensorflow as tf
# used: dense = HardDense(3)
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(dense(x))
# used: print(tape.gradient(loss, dense.trainable_variables))
