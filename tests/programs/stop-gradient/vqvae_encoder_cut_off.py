# outcome: part
import tensorflow as tf
from tensorflow import keras


class VectorQuantizer(keras.layers.Layer):
    def __init__(self, n_codes, dim):
        super().__init__()
        self.codebook = self.add_weight(shape=(n_codes, dim), initializer="uniform", name="codes")

    def call(self, z):
        dist = tf.reduce_sum((z[:, None, :] - self.codebook[None]) ** 2, axis=-1)
        idx = tf.argmin(dist, axis=1)  # or: [non-differentiable-op]
        q = tf.gather(self.codebook, idx)
        self.add_loss(tf.reduce_mean((tf.stop_gradient(z) - q) ** 2))  # warning: [stop-gradient]
        return tf.stop_gradient(q)  # or: [stop-gradient]


enc, dec, vq = keras.layers.Dense(3), keras.layers.Dense(8), VectorQuantizer(5, 3)
x = tf.random.normal((16, 8))
dec(vq(enc(x)))
variables = enc.trainable_variables + dec.trainable_variables + vq.trainable_variables
opt = keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        recon = dec(vq(enc(x)))
        loss = tf.reduce_mean((recon - x) ** 2) + sum(vq.losses)
    grads = tape.gradient(loss, variables)
    opt.apply_gradients(zip(grads, variables))
