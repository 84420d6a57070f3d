# outcome: flows
import keras
import tensorflow as tf


class Linear(keras.layers.Layer):
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], 2))

    @tf.function
    def call(self, x):
        return x @ self.w


class Module(tf.Module):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2)

    @tf.function
    def __call__(self, x):
        return self.dense(x)


layer, module = Linear(), Module()
x = tf.random.normal([8, 3])

with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_sum(layer(x))
    other = tf.reduce_sum(module(x))
print(tape.gradient(loss, layer.trainable_variables))
print(tape.gradient(other, module.dense.trainable_variables))
