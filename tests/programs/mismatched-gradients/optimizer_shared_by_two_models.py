# outcome: flows raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

generator = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
critic = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(1e-3)

with tf.GradientTape() as tape:
    critic_loss = tf.reduce_mean(critic(generator(x)) ** 2)
grads = tape.gradient(critic_loss, critic.trainable_variables)
optimizer.apply_gradients(zip(grads, critic.trainable_variables))
with tf.GradientTape() as tape:
    generator_loss = -tf.reduce_mean(critic(generator(x)))
grads = tape.gradient(generator_loss, generator.trainable_variables)
optimizer.apply_gradients(zip(grads, generator.trainable_variables))  # error: [mismatched-gradients]
