# outcome: none
import numpy as np
import tensorflow as tf
from tensorflow import keras

layer = keras.layers.Dense(3, kernel_initializer="ones")
layer.build((None, 2))


def l2_of(weights):
    return tf.add_n([tf.reduce_sum(tf.square(w)) for w in weights])


with tf.GradientTape() as tape:
    penalty = 0.01 * l2_of(layer.get_weights())  # error: [leaves-tensorflow]

print(tape.gradient(penalty, layer.trainable_weights))
