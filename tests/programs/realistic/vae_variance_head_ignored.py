# outcome: part
import tensorflow as tf
from tensorflow.keras import Model, layers


class Encoder(layers.Layer):
    def __init__(self, latent):
        super().__init__()
        self.body = layers.Dense(12, activation="relu")
        self.mean = layers.Dense(latent)
        self.log_var = layers.Dense(latent)

    def call(self, x):
        h = self.body(x)
        return self.mean(h), self.log_var(h)


class AutoEncoder(Model):
    def __init__(self, dim, latent):
        super().__init__()
        self.latent = latent
        self.encoder = Encoder(latent)
        self.decoder = layers.Dense(dim)

    def reparameterize(self, mean, log_var):
        eps = tf.random.normal((tf.shape(mean)[0], self.latent), stddev=0.1)
        return mean + eps  # warning: [unused-source]

    def call(self, x):
        mean, log_var = self.encoder(x)
        return self.decoder(self.reparameterize(mean, log_var))


model = AutoEncoder(10, 2)
opt = tf.keras.optimizers.Adam(1e-3)
ds = tf.data.Dataset.from_tensor_slices(tf.random.normal((32, 10))).batch(8)
for epoch in range(2):
    for batch in ds:
        with tf.GradientTape() as tape:
            recon = model(batch, training=True)
            loss = tf.reduce_mean(tf.keras.losses.mse(batch, recon))
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
    print(epoch, loss.numpy())
