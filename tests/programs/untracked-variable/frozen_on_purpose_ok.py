# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Features(keras.layers.Layer):
    """Random features: fixed by design."""

    def __init__(self, count):
        super().__init__()
        self.basis = tf.Variable(tf.random.normal((3, count)), trainable=False)
        self.shift = self.add_weight(shape=(count,), trainable=False)
        self.step = tf.Variable(1)

    def call(self, inputs):
        return tf.cos(inputs @ self.basis + self.shift)


model = keras.Sequential([keras.Input((3,)), Features(8), keras.layers.Dense(1)])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 3))) ** 2)
print(tape.gradient(loss, model.trainable_variables))
