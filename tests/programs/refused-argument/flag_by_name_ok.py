# outcome: flows
import numpy as np
import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3)
        self.drop = tf.keras.layers.Dropout(0.1)

    def call(self, x, shift=None, scales=None, training=False):
        scales = [1.0] if scales is None else scales
        return self.drop(self.dense(x), training=training) * scales[0]


class Open(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self._allow_non_tensor_positional_args = True
        self.dense = tf.keras.layers.Dense(3)

    def call(self, x, power):
        return self.dense(x) ** power


class Caller:
    def __init__(self, layer):
        self.layer = layer

    def __call__(self, x, training):
        return self.layer(x, training=training)


block, other, x = Block(), Open(), tf.ones([2, 2])
with tf.GradientTape() as tape:
    made = block(x, training=True) + block(x, None) + block(x, None, [tf.constant(2.0)])
    made += block(x, np.ones([2, 3]), (np.float32(1.0), None)) + block.call(x, None, [2.0], False)
    made += other(x, 2) + Caller(block)(x, True)
    loss = tf.reduce_sum(made)
grads = tape.gradient(loss, block.trainable_variables + other.trainable_variables)
