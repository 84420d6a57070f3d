# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

layer = keras.layers.Dense(3, kernel_initializer="ones", use_bias=False)
layer.build((None, 2))


def l2_of(weights):
    return tf.add_n([tf.reduce_sum(tf.square(w)) for w in weights])


with tf.GradientTape() as tape:
    penalty = 0.01 * l2_of(layer.trainable_weights)

print(tape.gradient(penalty, layer.trainable_weights))
print("size before", [np.linalg.norm(w) for w in layer.get_weights()])
