# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.compat.v1.train import AdamOptimizer

w = tf.Variable([0.4, 1.7])
optimizer = AdamOptimizer(0.1)


def distance():
    return tf.constant(np.sum(np.square(w.numpy() - 1.0)))  # error: [leaves-tensorflow]


optimizer.minimize(distance, var_list=[w])
