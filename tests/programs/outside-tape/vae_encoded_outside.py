# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class VAE(tf.keras.Model):
    def __init__(self, latent=2):
        super().__init__()
        self.encoder = tf.keras.Sequential([layers.Dense(6, "relu"), layers.Dense(2 * latent)])
        self.decoder = tf.keras.Sequential([layers.Dense(6, "relu"), layers.Dense(5)])

    def encode(self, x):
        mean, logvar = tf.split(self.encoder(x), 2, axis=1)
        return mean, logvar

    def reparameterize(self, mean, logvar):
        return mean + tf.random.normal(tf.shape(mean)) * tf.exp(0.5 * logvar)


vae = VAE()
adam = tf.keras.optimizers.Adam(1e-3)


def train(batch):
    mean, logvar = vae.encode(batch)  # or: [outside-tape]
    z = vae.reparameterize(mean, logvar)  # warning: [outside-tape]
    with tf.GradientTape() as tape:
        restored = vae.decoder(z)
        kl = -0.5 * tf.reduce_mean(1.0 + logvar - mean**2 - tf.exp(logvar))
        loss = tf.reduce_mean((restored - batch) ** 2) + kl
    grads = tape.gradient(loss, vae.trainable_variables)
    adam.apply_gradients(zip(grads, vae.trainable_variables))
    return loss


for _ in range(2):
    print(train(tf.random.normal((4, 5))).numpy())
