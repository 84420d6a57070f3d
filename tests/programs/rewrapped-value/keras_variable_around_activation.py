# outcome: part
import keras
import tensorflow as tf
from keras import layers


class Gate(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.to_gate = layers.Dense(units, activation="sigmoid")
        self.to_value = layers.Dense(units)

    def call(self, x):
        gate = keras.Variable(self.to_gate(x), trainable=False)  # warning: [rewrapped-value]
        return gate * self.to_value(x)


gate = Gate(4)
x = tf.random.normal((6, 3))
gate.to_gate.build((None, 3))
gate.to_value.build((None, 3))
params = gate.to_gate.trainable_variables + gate.to_value.trainable_variables
opt = keras.optimizers.Adam()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(gate.call(x) ** 2)
grads = tape.gradient(loss, params)
opt.apply_gradients(zip(grads, params))
