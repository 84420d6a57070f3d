# outcome: flows
import keras
import tensorflow as tf


@tf.custom_gradient
def reversed_slope(x, strength):
    def back(upstream):
        return -upstream * strength, tf.constant(0.0)

    return tf.identity(x), back


class Reversal(keras.layers.Layer):
    def __init__(self, strength):
        super().__init__()
        self.strength = strength

    def call(self, inputs):
        return reversed_slope(inputs, self.strength)


strength = tf.Variable(1.0)
place = keras.Input((3,))
hidden = keras.layers.Dense(4)(place)
model = keras.Model(place, keras.layers.Dense(1)(Reversal(strength)(hidden)))
model.compile("sgd", "mse")
model.fit(tf.random.normal([8, 3]), tf.random.normal([8, 1]), verbose=0)
