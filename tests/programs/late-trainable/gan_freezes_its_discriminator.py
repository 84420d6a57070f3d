# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class GAN:
    def __init__(self, latent=4, features=6):
        self.latent, self.features = latent, features
        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-3))
        self.generator = self.build_generator()
        noise = keras.Input((latent,))
        self.discriminator.trainable = False  # warning: [late-trainable]
        validity = self.discriminator(self.generator(noise))
        self.combined = keras.Model(noise, validity)
        self.combined.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(1e-3))

    def build_generator(self):
        model = keras.Sequential([keras.Input((self.latent,))])
        model.add(layers.Dense(8, activation="tanh"))
        model.add(layers.Dense(self.features))
        return model

    def build_discriminator(self):
        model = keras.Sequential([keras.Input((self.features,))])
        model.add(layers.Dense(8, activation="tanh"))
        model.add(layers.Dense(1, activation="sigmoid"))
        return model

    def train(self, data, steps, batch=8):
        for _ in range(steps):
            noise = np.random.normal(0, 1, (batch, self.latent))
            fake = self.generator.predict(noise, verbose=0)
            self.discriminator.train_on_batch(data[:batch], np.ones((batch, 1)))
            self.discriminator.train_on_batch(fake, np.zeros((batch, 1)))
            self.combined.train_on_batch(noise, np.ones((batch, 1)))


gan = GAN()
before = [w.copy() for w in gan.discriminator.get_weights()]
gan.train(np.random.normal(2.0, 1.0, (8, 6)), steps=2)
assert all(np.array_equal(a, b) for a, b in zip(before, gan.discriminator.get_weights()))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(gan.combined(tf.ones((2, 4))))
print(tape.gradient(loss, gan.generator.trainable_variables))
