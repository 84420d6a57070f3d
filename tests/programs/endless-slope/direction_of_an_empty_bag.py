# outcome: nan
"""One bag of words is empty: without a bias its embedding has no length."""
import keras
import numpy as np
import tensorflow as tf

bags = np.random.default_rng(3).random((6, 5)).astype("float32")
bags[2] = 0.0
embed = keras.layers.Dense(4, activation="relu", use_bias=False)

with tf.GradientTape() as tape:
    seen = embed(tf.constant(bags))
    size = tf.norm(seen, axis=-1, keepdims=True)  # warning: [endless-slope]
    loss = tf.reduce_mean(tf.square(seen / size - 1.0))  # or: [endless-slope]
print(tape.gradient(loss, embed.trainable_variables))
