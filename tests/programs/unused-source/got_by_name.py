# outcome: part
import tensorflow as tf
from tensorflow import keras


class Projection(keras.layers.Layer):
    def __init__(self, activation="tanh", initializer="glorot_uniform", regularizer="l2"):
        super().__init__()
        self.activation = keras.activations.get(activation)
        self.initializer = keras.initializers.get(initializer)
        self.regularizer = keras.regularizers.get(regularizer)
        self.distance = keras.losses.get("mse")

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2), initializer=self.initializer)
        self.bias = self.add_weight(shape=(2,), initializer=keras.initializers.get(None))  # warning: [unused-source]

    def call(self, x):
        y = self.activation(x @ self.kernel)
        self.add_loss(self.regularizer(self.kernel))
        self.add_loss(tf.reduce_mean(self.distance(y, tf.zeros_like(y))))
        return y


layer = Projection()
x = tf.ones((2, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(x)) + sum(layer.losses)
print(tape.gradient(loss, layer.trainable_variables))
with tf.GradientTape() as tape:
    penalty = layer.regularizer(layer.kernel)
print(tape.gradient(penalty, layer.kernel))
