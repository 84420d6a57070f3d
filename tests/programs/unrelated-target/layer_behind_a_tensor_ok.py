# outcome: flows
import keras
import tensorflow as tf


def layer_behind(tensor):
    return tensor._keras_history[0]


inputs = keras.Input((3,))
hidden = keras.layers.Dense(4)(inputs)
model = keras.Model(inputs, keras.ops.round(hidden))
x = tf.constant([[0.5, 1.0, -1.0]])

with tf.GradientTape() as tape:
    energy = layer_behind(hidden)(x)
    loss = tf.reduce_sum(energy**2)
print(tape.gradient(loss, model.trainable_variables))
