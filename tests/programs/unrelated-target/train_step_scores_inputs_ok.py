# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Denoiser(keras.Model):
    def __init__(self, width, noise=0.1):
        super().__init__()
        self.noise = noise
        self.encoder = keras.layers.Dense(width, activation="relu")
        self.decoder = keras.layers.Dense(10)
        self.tracker = keras.metrics.Mean(name="loss")
        self.noise_level = keras.metrics.Mean(name="noise_level")

    def call(self, x):
        return self.decoder(self.encoder(x))

    def train_step(self, data):
        clean, _ = data
        noisy = clean + self.noise * tf.random.normal(tf.shape(clean))
        with tf.GradientTape() as tape:
            restored = self(noisy, training=True)
            loss = tf.reduce_mean(tf.square(restored - clean))
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        self.tracker.update_state(loss)
        self.noise_level.update_state(tf.reduce_mean(tf.square(noisy - clean)))
        return {"loss": self.tracker.result(), "noise_level": self.noise_level.result()}


signal = np.sin(np.linspace(0, 20, 320)).reshape(32, 10).astype("float32")
dae = Denoiser(24)
dae.compile(optimizer=keras.optimizers.Adam(1e-3))
dae.fit(signal, signal, epochs=1, batch_size=16, verbose=0)
