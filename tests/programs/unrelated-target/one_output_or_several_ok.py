# outcome: flows
"""What goes into the last layer is a tensor or a list of them: both are the model's."""
import sys

import numpy as np
import tensorflow as tf


def normalized(parts):
    return parts[0] if len(parts) == 1 else [tf.keras.layers.UnitNormalization()(p) for p in parts]


hops = len(sys.argv)
x = tf.keras.Input((3,))
hidden = normalized([tf.keras.layers.Dense(4)(x) for _ in range(hops)])
model = tf.keras.Model(x, tf.keras.layers.Dense(1)(hidden))
model.compile("sgd", "mse")
model.fit(np.ones((8, 3)), np.zeros((8, 1)), verbose=0)
