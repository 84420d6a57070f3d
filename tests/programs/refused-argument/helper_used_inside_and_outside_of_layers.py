# outcome: raises ValueError
import tensorflow as tf


def gated(x):
    return x * tf.sigmoid(x)  # error: [refused-argument]


class Gate(tf.keras.layers.Layer):
    def call(self, x):
        return gated(x)


inputs = tf.keras.Input((4,))
inside = Gate()(tf.keras.layers.Dense(4)(inputs))
outside = gated(tf.keras.layers.Dense(4)(inside))
model = tf.keras.Model(inputs, outside)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones([2, 4])))
tape.gradient(loss, model.trainable_variables)
