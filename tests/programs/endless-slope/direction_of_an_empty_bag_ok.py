# outcome: flows
"""The empty bag is filled again, has a bias, is the other set's, or only a column is zero."""
import keras
import numpy as np
import tensorflow as tf

draw = np.random.default_rng(3)
filled = 1.0 + draw.random((6, 5)).astype("float32")
filled[2] = 0.0
filled[2] = 1.0
empty = 1.0 + draw.random((6, 5)).astype("float32")
empty[2] = 0.0
column = 1.0 + draw.random((6, 5)).astype("float32")
column[:, 2] = 0.0
pairs = 1.0 + draw.random((2, 6, 5)).astype("float32")
pairs[0, 3] = 0.0
one = draw.random(5).astype("float32")
one[2] = 0.0
embed = keras.layers.Dense(4, use_bias=False)
shifted = keras.layers.Dense(4, use_bias=True, bias_initializer="ones")
weights = tf.Variable(tf.ones([5]))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.norm(embed(filled), axis=-1))  # info: [endless-slope]
    loss += tf.reduce_sum(tf.norm(shifted(empty), axis=-1))  # info: [endless-slope]
    loss += tf.reduce_sum(tf.norm(embed(column), axis=-1))  # info: [endless-slope]
    loss += tf.reduce_sum(tf.norm(embed(pairs[1]), axis=-1))  # info: [endless-slope]
    loss += tf.reduce_sum(tf.norm(embed(empty), axis=0))  # info: [endless-slope]
    loss += tf.norm(one * weights, axis=-1)  # info: [endless-slope]
    loss += tf.reduce_sum(tf.sqrt(tf.reduce_sum(embed(empty) ** 2, axis=-1) + 1e-6))
print(tape.gradient(loss, [*embed.trainable_variables, *shifted.trainable_variables, weights]))
