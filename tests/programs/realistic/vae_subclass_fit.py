# outcome: flows
import keras
import tensorflow as tf
from keras import layers, ops


class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(1337)

    def call(self, inputs):
        mean, log_var = inputs
        eps = keras.random.normal(ops.shape(mean), seed=self.seed_generator)
        return mean + ops.exp(0.5 * log_var) * eps


class VAE(keras.Model):
    def __init__(self, latent=2):
        super().__init__()
        inp = keras.Input((8,))
        h = layers.Dense(6, activation="relu")(inp)
        mu = layers.Dense(latent, name="mu")(h)
        lv = layers.Dense(latent, name="lv")(h)
        self.encoder = keras.Model(inp, [mu, lv, Sampling()([mu, lv])])
        self.decoder = keras.Sequential([layers.Dense(6, activation="relu"), layers.Dense(8, activation="sigmoid")])
        self.total = keras.metrics.Mean(name="loss")
        self.kl = keras.metrics.Mean(name="kl")

    @property
    def metrics(self):
        return [self.total, self.kl]

    def train_step(self, data):
        with tf.GradientTape() as tape:
            mu, lv, z = self.encoder(data)
            recon = self.decoder(z)
            rec = ops.mean(ops.sum(keras.losses.binary_crossentropy(data[:, None], recon[:, None]), axis=1))
            kl = ops.mean(ops.sum(-0.5 * (1 + lv - ops.square(mu) - ops.exp(lv)), axis=1))
            total = rec + kl
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        self.total.update_state(total)
        self.kl.update_state(kl)
        return {m.name: m.result() for m in self.metrics}


vae = VAE()
vae.compile(optimizer=keras.optimizers.Adam())
vae.fit(tf.random.uniform([32, 8]), epochs=1, batch_size=16, verbose=0)
