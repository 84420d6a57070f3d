# outcome: raises RuntimeError
import numpy as np
import tensorflow as tf
from tensorflow.keras import backend as K

net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(6, "tanh"), tf.keras.layers.Dense(2)])


def importance(row, unit):
    row = tf.convert_to_tensor(row[None])
    score = K.sum(net(row)[:, unit])
    slopes = K.gradients(score, row)[0]  # error: [removed-member]
    return K.max(K.abs(slopes))


print(importance(np.ones(4, "float32"), 1))
