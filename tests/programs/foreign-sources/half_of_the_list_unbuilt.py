# outcome: flows raises AssertionError
"""The list is put together before one of the two networks has any weights."""
import tensorflow as tf
from tensorflow import keras


class Coder(keras.Model):
    def __init__(self):
        super().__init__()
        self.first, self.second = keras.layers.Dense(5, activation="relu"), keras.layers.Dense(2)

    def call(self, x):
        return self.second(self.first(x))


coder = Coder()
back = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4)])
weights = coder.trainable_variables + back.trainable_variables  # warning: [foreign-sources]
optimizer = keras.optimizers.Adam(0.01)
x = tf.random.normal((8, 4))
for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(back(coder(x)) - x))
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
assert len(weights) == 6, "the first network is trained as well"
