import tensorflow as tf


class Unit(tf.keras.layers.Layer):
    """Features of length one."""

    def __init__(self, size):
        super().__init__()
        self.dense = tf.keras.layers.Dense(size)

    def call(self, x):
        h = self.dense(x)
        length = tf.sqrt(tf.reduce_sum(h**2, axis=-1, keepdims=True) + 1e-6)
        return h / tf.stop_gradient(length)
