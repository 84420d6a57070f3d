# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


class WGAN(keras.Model):
    def __init__(self, critic, generator, latent):
        super().__init__()
        self.critic, self.generator, self.latent = critic, generator, latent

    def compile(self, c_opt, g_opt, **kw):
        super().compile(**kw)
        self.c_opt, self.g_opt = c_opt, g_opt

    def train_step(self, real):
        n = tf.shape(real)[0]
        z = tf.random.normal((n, self.latent))
        with tf.GradientTape() as tape:
            fake = tf.stop_gradient(self.generator(z))
            c_loss = tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))
        grads = tape.gradient(c_loss, self.generator.trainable_variables)  # error: [foreign-sources]
        self.c_opt.apply_gradients(zip(grads, self.critic.trainable_variables))  # or: [mismatched-gradients]

        with tf.GradientTape() as tape:
            g_loss = -tf.reduce_mean(self.critic(self.generator(z)))
        grads = tape.gradient(g_loss, self.generator.trainable_variables)
        self.g_opt.apply_gradients(zip(grads, self.generator.trainable_variables))
        return {"c": c_loss, "g": g_loss}


critic = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
generator = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(3)])
gan = WGAN(critic, generator, 2)
gan.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
gan.fit(tf.random.normal((8, 3)), batch_size=4, epochs=1, verbose=0)
