# outcome: part
import keras
import tensorflow as tf
from keras import layers, ops


class VAE(keras.Model):
    def __init__(self, dim):
        super().__init__()
        self.hidden = layers.Dense(12, activation="gelu")
        self.mu_head = layers.Dense(dim)
        self.logvar_head = layers.Dense(dim)
        self.dec = layers.Dense(10)
        self._mu = None
        self._logvar = None

    @property
    def posterior(self):
        return self._mu, ops.stop_gradient(self._logvar)  # warning: [stop-gradient]

    def encode(self, x):
        h = self.hidden(x)
        self._mu = self.mu_head(h)
        self._logvar = self.logvar_head(h)

    def sample(self):
        mu, logvar = self.posterior
        eps = keras.random.normal(ops.shape(mu))
        return mu + eps * ops.exp(0.5 * logvar)

    def call(self, x):
        self.encode(x)
        return self.dec(self.sample())


vae = VAE(3)
adam = keras.optimizers.Adam(3e-3)
data = tf.random.normal((32, 10))
for epoch in range(2):
    with tf.GradientTape() as tape:
        out = vae(data)
        mu, logvar = vae.posterior
        kl = -0.5 * ops.mean(1 + logvar - ops.square(mu) - ops.exp(logvar))
        loss = ops.mean(ops.square(out - data)) + 0.1 * kl
    grads = tape.gradient(loss, vae.trainable_variables)
    adam.apply_gradients(zip(grads, vae.trainable_variables))
