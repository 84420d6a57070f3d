# outcome: raises ValueError
import tensorflow as tf


class VAE(tf.keras.Model):
    def __init__(self, latent):
        super().__init__()
        self.enc = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(2 * latent)])
        self.dec = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(5)])
        self.theta = self.enc.trainable_variables + self.dec.trainable_variables  # error: [foreign-sources]
        self.opt = tf.keras.optimizers.Adam()

    def elbo(self, x):
        mu, logvar = tf.split(self.enc(x), 2, axis=1)
        z = mu + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mu))
        kl = -0.5 * tf.reduce_mean(1.0 + logvar - mu ** 2 - tf.exp(logvar))
        return kl + tf.reduce_mean((self.dec(z) - x) ** 2)

    def step(self, x):
        with tf.GradientTape() as tape:
            loss = self.elbo(x)
        grads = tape.gradient(loss, self.theta)  # or: [foreign-sources]
        self.opt.apply_gradients(zip(grads, self.theta))


VAE(2).step(tf.random.normal((4, 5)))
