# outcome: flows
import tensorflow as tf


def gated(x):
    return x * tf.sigmoid(x)


class Gate(tf.keras.layers.Layer):
    def call(self, x):
        return gated(tf.reshape(x, tf.shape(x)))


class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.gate = Gate()
        self.dense = tf.keras.layers.Dense(4)

    def call(self, x):
        return tf.reduce_sum(self.gate(self.dense(x)), axis=-1)


inputs = tf.keras.Input((4,))
inside = Gate()(tf.keras.layers.Dense(4)(inputs))
model = tf.keras.Model(inputs, Net()(inside))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(gated(model(tf.ones([2, 4]))))
tape.gradient(loss, model.trainable_variables)
