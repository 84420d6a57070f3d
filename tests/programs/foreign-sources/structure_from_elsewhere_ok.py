# outcome: flows
"""How many variables `map_structure` makes, and in which structure, isn't in the text."""
import pickle

import numpy as np
import tensorflow as tf

saved = pickle.dumps(((np.ones((2, 1), "float32"), np.ones(1, "float32")), ()))
variables = tf.nest.map_structure(tf.Variable, pickle.loads(saved))
trainable = variables[0]


def predict(weights, x):
    kernel, bias = weights[0]
    return tf.matmul(x, kernel) + bias


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(predict(variables, tf.ones((4, 2)))))
print(tape.gradient(loss, trainable))
