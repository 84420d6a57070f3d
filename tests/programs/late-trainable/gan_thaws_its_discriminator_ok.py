# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

generator = keras.Sequential([keras.Input((4,)), layers.Dense(6)])
discriminator = keras.Sequential([keras.Input((6,)), layers.Dense(1, activation="sigmoid")])
discriminator.compile("adam", "binary_crossentropy")
discriminator.trainable = False
noise = keras.Input((4,))
gan = keras.Model(noise, discriminator(generator(noise)))
gan.compile("adam", "binary_crossentropy")

before = discriminator.get_weights()[0].copy()
for _ in range(2):
    discriminator.trainable = True
    discriminator.train_on_batch(np.ones((8, 6)), np.ones((8, 1)))
    discriminator.trainable = False
    gan.train_on_batch(np.ones((8, 4)), np.ones((8, 1)))
assert not np.array_equal(before, discriminator.get_weights()[0])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(gan(tf.ones((2, 4))))
print(tape.gradient(loss, generator.trainable_variables))
