# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class GAN(keras.Model):
    def __init__(self, latent_dim=4):
        super().__init__()
        self.latent_dim = latent_dim
        self.gen = keras.Sequential([layers.Input((latent_dim,)), layers.Dense(6)])
        self.disc = keras.Sequential([layers.Input((6,)), layers.Dense(1)])

    def compile(self, g_opt, d_opt, loss_fn):
        super().compile()
        self.g_opt, self.d_opt, self.loss_fn = g_opt, d_opt, loss_fn

    def train_step(self, real):
        n = tf.shape(real)[0]
        z = tf.random.normal((n, self.latent_dim))
        with tf.GradientTape() as tape:
            fake = self.gen(z)
            d_real, d_fake = self.disc(real), self.disc(fake)
            g_loss = self.loss_fn(tf.ones((n, 1)), d_fake)
            d_loss = self.loss_fn(tf.ones((n, 1)), d_real) + self.loss_fn(tf.zeros((n, 1)), d_fake)
        g_vars, d_vars = self.gen.trainable_variables, self.disc.trainable_variables
        grads = tape.gradient({"g": g_loss}, g_vars)
        self.g_opt.apply_gradients(zip(grads, g_vars))
        with tf.GradientTape() as tape:
            d_real, d_fake = self.disc(real), self.disc(tf.stop_gradient(self.gen(z)))
            d_loss = self.loss_fn(tf.ones((n, 1)), d_real) + self.loss_fn(tf.zeros((n, 1)), d_fake)
        self.d_opt.apply_gradients(zip(tape.gradient(d_loss, d_vars), d_vars))
        return {"g_loss": g_loss, "d_loss": d_loss}


gan = GAN()
gan.compile(
    g_opt=keras.optimizers.Adam(1e-4),
    d_opt=keras.optimizers.Adam(1e-4),
    loss_fn=keras.losses.BinaryCrossentropy(from_logits=True),
)
gan.fit(tf.random.normal((16, 6)), batch_size=8, epochs=1, verbose=0)
