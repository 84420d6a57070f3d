# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")

generator = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])
critic = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(1e-3)
optimizer.build(generator.trainable_variables + critic.trainable_variables)

for model in (critic, generator):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(critic(generator(x)) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
