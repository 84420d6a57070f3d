# outcome: flows
import os

os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow as tf
from keras import layers, ops


class Sampling(layers.Layer):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.seed_generator = keras.random.SeedGenerator(7)

    def call(self, inputs):
        mean, log_var = inputs
        batch, dim = ops.shape(mean)[0], ops.shape(mean)[1]
        eps = keras.random.normal((batch, dim), seed=self.seed_generator)
        return mean + ops.exp(0.5 * log_var) * eps


class VAE(keras.Model):
    def __init__(self, latent=2, dim=12, **kw):
        super().__init__(**kw)
        x = inp = keras.Input((dim,))
        x = layers.Dense(dim // 2, activation="relu")(x)
        mean, log_var = layers.Dense(latent)(x), layers.Dense(latent)(x)
        self.encoder = keras.Model(inp, [mean, log_var, Sampling()([mean, log_var])])
        self.decoder = keras.Sequential([keras.Input((latent,)), layers.Dense(dim // 2, activation="relu"), layers.Dense(dim, activation="sigmoid")])
        self.total = keras.metrics.Mean(name="loss")
        self.acc = keras.metrics.Mean(name="bit_accuracy")

    @property
    def metrics(self):
        return [self.total, self.acc]

    def train_step(self, x):
        with tf.GradientTape() as tape:
            mean, log_var, z = self.encoder(x)
            recon = self.decoder(z)
            bce = ops.mean(ops.sum(keras.losses.binary_crossentropy(x[..., None], recon[..., None]), axis=-1))
            kl = -0.5 * ops.mean(ops.sum(1 + log_var - ops.square(mean) - ops.exp(log_var), axis=1))
            loss = bce + kl
        grads = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply(grads, self.trainable_weights)
        self.total.update_state(loss)
        hard = ops.cast(ops.round(recon), "int32")
        self.acc.update_state(ops.cast(ops.equal(hard, ops.cast(x, "int32")), "float32"))
        return {m.name: m.result() for m in self.metrics}


vae = VAE()
vae.compile(optimizer=keras.optimizers.Adam(1e-3))
data = keras.random.randint((32, 12), 0, 2)
vae.fit(ops.cast(data, "float32"), batch_size=16, epochs=1, verbose=0)
