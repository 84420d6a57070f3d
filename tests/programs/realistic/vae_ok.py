# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Sampling(layers.Layer):
    """Draws a code from the posterior by shifting and scaling noise."""

    def call(self, inputs):
        z_mean, z_log_var = inputs
        eps = tf.random.normal(tf.shape(z_mean))
        return z_mean + tf.exp(0.5 * z_log_var) * eps


def build_encoder(dim, latent):
    x_in = keras.Input((dim,))
    h = layers.Dense(12, activation="relu")(x_in)
    mean = layers.Dense(latent, name="z_mean")(h)
    log_var = layers.Dense(latent, name="z_log_var")(h)
    return keras.Model(x_in, [mean, log_var, Sampling()([mean, log_var])], name="encoder")


class VAE(keras.Model):
    def __init__(self, dim, latent, **kwargs):
        super().__init__(**kwargs)
        self.encoder = build_encoder(dim, latent)
        self.decoder = keras.Sequential(
            [keras.Input((latent,)), layers.Dense(12, activation="relu"), layers.Dense(dim)]
        )
        self.total = keras.metrics.Mean(name="total")
        self.kl = keras.metrics.Mean(name="kl")

    @property
    def metrics(self):
        return [self.total, self.kl]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            z_mean, z_log_var, z = self.encoder(data)
            logits = self.decoder(z)
            bce = tf.nn.sigmoid_cross_entropy_with_logits(labels=data, logits=logits)
            recon = tf.reduce_mean(tf.reduce_sum(bce, axis=1))
            kl = -0.5 * (1 + z_log_var - tf.square(z_mean) - tf.exp(z_log_var))
            kl = tf.reduce_mean(tf.reduce_sum(kl, axis=1))
            total = recon + kl
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.total.update_state(total)
        self.kl.update_state(kl)
        return {m.name: m.result() for m in self.metrics}


digits = (np.random.rand(48, 20) > 0.5).astype("float32")
vae = VAE(20, 2)
vae.compile(optimizer=keras.optimizers.Adam())
vae.fit(digits, epochs=1, batch_size=16, verbose=0)
