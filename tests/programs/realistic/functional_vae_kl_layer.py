# outcome: flows
import keras
import tensorflow as tf
from keras import layers, ops


class GaussianKL(layers.Layer):
    def __init__(self, weight=1e-2, **kw):
        super().__init__(**kw)
        self.weight = weight

    def call(self, inputs):
        mu, log_var = inputs
        kl = -0.5 * ops.mean(1 + log_var - ops.square(mu) - ops.exp(log_var))
        self.add_loss(self.weight * kl)
        return inputs


inp = keras.Input((6,))
h = layers.Dense(8, activation="relu")(inp)
mu, log_var = GaussianKL()([layers.Dense(2)(h), layers.Dense(2)(h)])
code = mu
recon = layers.Dense(6)(layers.Dense(8, activation="relu")(code))
vae = keras.Model(inp, recon)
x = tf.random.normal([16, 6])
opt = keras.optimizers.Adam()
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = ops.mean(ops.square(vae(x, training=True) - x)) + sum(vae.losses)
    grads = tape.gradient(loss, vae.trainable_variables)
    opt.apply_gradients(zip(grads, vae.trainable_variables))
print(float(loss), len(grads))
