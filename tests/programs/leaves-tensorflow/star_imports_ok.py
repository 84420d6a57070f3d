# outcome: flows
from math import *

import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras.models import *

inputs = Input((3,))
model = Model(inputs, Dense(1)(Dense(4, activation="tanh")(inputs)))
target = tf.constant([[sin(pi / 6)], [0.0]])
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(tf.ones([2, 3])) - target))
    grads = tape.gradient(loss, model.trainable_variables)
