# outcome: none raises ValueError
import tensorflow as tf
import keras
from keras import layers


class GAN(keras.Model):
    def __init__(self):
        super().__init__()
        self.latent = 3
        self.generator = keras.Sequential([keras.Input((3,)), layers.Dense(5)])
        self.critic = keras.Sequential([keras.Input((5,)), layers.Dense(1)])

    def compile(self, g_optimizer, c_optimizer):
        super().compile()
        self.g_optimizer = g_optimizer
        self.c_optimizer = c_optimizer

    def train_step(self, real):
        noise = tf.random.normal((tf.shape(real)[0], self.latent))
        fake = self.generator(noise, training=True)  # error: [outside-tape]
        with tf.GradientTape() as tape:
            scores = self.critic(tf.concat([real, fake], axis=0))
            c_loss = tf.reduce_mean(tf.abs(scores - 0.5))
        grads = tape.gradient(c_loss, self.critic.trainable_weights)
        self.c_optimizer.apply_gradients(zip(grads, self.critic.trainable_weights))

        with tf.GradientTape() as tape:
            g_loss = -tf.reduce_mean(self.critic(fake))
        grads = tape.gradient(g_loss, self.generator.trainable_weights)
        self.g_optimizer.apply_gradients(zip(grads, self.generator.trainable_weights))
        return {"c_loss": c_loss, "g_loss": g_loss}


gan = GAN()
gan.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
gan.fit(tf.random.normal((8, 5)), batch_size=4, verbose=0)
