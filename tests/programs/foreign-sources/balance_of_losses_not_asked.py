# outcome: flows raises AssertionError
"""Two losses are weighed by a layer whose weights nobody asks for."""

import keras
import tensorflow as tf
from keras import ops


class Balance(keras.layers.Layer):
    def __init__(self, parts):
        super().__init__()
        self.doubts = self.add_weight(shape=(parts,), initializer="zeros", name="doubts")

    def call(self, losses):
        return ops.sum(ops.exp(-self.doubts) * losses + self.doubts)


keras.utils.set_random_seed(3)
x = tf.random.normal((12, 4))
trunk = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
balance = Balance(2)
optimizer = keras.optimizers.Adam(0.01)
for _ in range(3):
    with tf.GradientTape() as tape:
        made = trunk(x)
        near = tf.reduce_mean((made[:, 0] - x[:, 0]) ** 2)
        far = tf.reduce_mean((made[:, 1] - 3.0 * x[:, 1]) ** 2)
        loss = balance(tf.stack([near, far]))
    weights = trunk.trainable_variables  # warning: [foreign-sources]
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
assert any(balance.doubts.numpy()), "the balance is as it was"
