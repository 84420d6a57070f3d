# outcome: raises RuntimeError
import tensorflow as tf


class BetaVAE(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = tf.keras.layers.Dense(4)
        self.dec = tf.keras.layers.Dense(6)
        self.beta = 4.0

    def terms(self, x):
        mu, logvar = tf.split(self.enc(x), 2, axis=1)
        z = mu + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mu))
        rec = tf.reduce_mean(tf.reduce_sum((self.dec(z) - x) ** 2, axis=1))
        kl = -0.5 * tf.reduce_mean(tf.reduce_sum(1 + logvar - mu ** 2 - tf.exp(logvar), axis=1))
        return rec, kl

    def grad_norms(self, tape, *losses):
        return [tf.linalg.global_norm(tape.gradient(l, self.enc.trainable_variables)) for l in losses]  # error: [tape-reused]


vae = BetaVAE()
x = tf.random.normal((8, 6))
with tf.GradientTape() as tape:
    rec, kl = vae.terms(x)
    total = rec + vae.beta * kl
print(vae.grad_norms(tape, rec, kl))
