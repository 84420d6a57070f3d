# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def make_critic(dim):
    return keras.Sequential([keras.Input((dim,)), layers.Dense(16), layers.LeakyReLU(0.2), layers.Dense(1)], name="critic")


def make_generator(latent, dim):
    return keras.Sequential([keras.Input((latent,)), layers.Dense(16, activation="relu"), layers.Dense(dim)], name="gen")


class WGAN(keras.Model):
    def __init__(self, latent=4, dim=2, critic_steps=2, gp_weight=10.0):
        super().__init__()
        self.critic = make_critic(dim)
        self.generator = make_generator(latent, dim)
        self.latent, self.critic_steps, self.gp_weight = latent, critic_steps, gp_weight
        self.tracker = keras.metrics.Mean(name="c_loss")

    def compile(self, c_opt, g_opt):
        super().compile()
        self.c_opt, self.g_opt = c_opt, g_opt

    def penalty(self, real, fake):
        n = tf.shape(real)[0]
        eps = tf.random.uniform((n, 1))
        mixed = eps * real + (1.0 - eps) * fake
        with tf.GradientTape() as inner:
            inner.watch(mixed)
            scores = self.critic(mixed, training=True)
        g = inner.gradient(scores, [mixed])[0]
        norm = tf.sqrt(tf.reduce_sum(tf.square(g), axis=1) + 1e-12)
        return tf.reduce_mean((norm - 1.0) ** 2)

    def train_step(self, real):
        n = tf.shape(real)[0]
        for _ in range(self.critic_steps):
            z = tf.random.normal((n, self.latent))
            with tf.GradientTape() as tape:
                fake = self.generator(z, training=True)
                wdist = tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))
                loss = wdist + self.gp_weight * self.penalty(real, tf.stop_gradient(fake))
            grads = tape.gradient(loss, self.critic.trainable_weights)
            self.c_opt.apply_gradients(zip(grads, self.critic.trainable_weights))
        with tf.GradientTape() as tape:
            fake = self.generator(tf.random.normal((n, self.latent)), training=True)
            g_loss = -tf.reduce_mean(self.critic(fake))
        grads = tape.gradient(g_loss, self.generator.trainable_weights)
        self.g_opt.apply_gradients(zip(grads, self.generator.trainable_weights))
        self.tracker.update_state(loss)
        return {"c_loss": self.tracker.result(), "g_loss": g_loss}


gan = WGAN()
gan.compile(keras.optimizers.Adam(1e-4, beta_1=0.0), keras.optimizers.Adam(1e-4, beta_1=0.0))
data = tf.data.Dataset.from_tensor_slices(tf.random.normal((32, 2))).batch(16)
gan.fit(data, epochs=1, verbose=0)
