# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Codebook(keras.layers.Layer):
    """Gives the nearest code; the model passes the gradient around it."""

    def __init__(self, codes=8, units=3):
        super().__init__()
        self.codes = codes
        self.units = units

    def build(self, input_shape):
        self.table = self.add_weight(shape=(self.codes, self.units), initializer="random_normal", name="table")

    def call(self, latent):
        distance = tf.reduce_sum(tf.square(latent[:, None, :] - self.table[None]), axis=-1)
        return tf.gather(self.table, tf.argmin(distance, axis=-1))


class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(3)
        self.codebook = Codebook()
        self.decoder = keras.layers.Dense(5)

    def call(self, inputs):
        latent = self.encoder(inputs)
        nearest = self.codebook(latent)
        self.add_loss(tf.reduce_mean(tf.square(nearest - tf.stop_gradient(latent))))
        self.add_loss(0.25 * tf.reduce_mean(tf.square(tf.stop_gradient(nearest) - latent)))
        return self.decoder(latent + tf.stop_gradient(nearest - latent))


# used: model = Autoencoder()
# used: x = tf.random.normal([4, 5])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_mean(tf.square(model(x) - x)) + sum(model.losses)
# used: print(tape.gradient(loss, model.trainable_variables))
