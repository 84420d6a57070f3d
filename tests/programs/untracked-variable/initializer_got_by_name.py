# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class PReLUish(keras.layers.Layer):
    def __init__(self, initializer="zeros"):
        super().__init__()
        self.initializer = keras.initializers.get(initializer)

    def build(self, shape):
        self.alpha = tf.Variable(self.initializer(shape[1:]), dtype=tf.float32)  # warning: [untracked-variable]
        self.steps = tf.Variable(0, dtype=tf.int64)
        self.dense = keras.layers.Dense(2)

    def call(self, x):
        return self.dense(tf.nn.relu(x) - self.alpha * tf.nn.relu(-x))


inputs = keras.Input((3,))
model = keras.Model(inputs, PReLUish()(inputs))
model.compile("adam", "mse")
model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
