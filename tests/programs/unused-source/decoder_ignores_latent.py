# outcome: part
import numpy as np
import tensorflow as tf

LATENT = 2


class AE(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = tf.keras.layers.Dense(LATENT)
        self.dec = tf.keras.layers.Dense(6)

    def encode(self, x):
        return self.enc(x)

    def decode(self, z):
        noise = tf.random.normal((8, LATENT))
        return self.dec(noise)  # warning: [unused-source]

    def call(self, x):
        return self.decode(self.encode(x))


ae = AE()
data = np.random.rand(8, 6).astype(np.float32)
optimizer = tf.keras.optimizers.RMSprop()
for _ in range(3):
    with tf.GradientTape() as tape:
        rec = ae(data)
        loss = tf.reduce_mean(tf.math.squared_difference(rec, data))
    grads = tape.gradient(loss, ae.trainable_variables)
    optimizer.apply_gradients(zip(grads, ae.trainable_variables))
