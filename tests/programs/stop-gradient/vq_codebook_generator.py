# outcome: part
"""VQ-VAE with a straight-through bottleneck that forgot the codebook loss."""
import tensorflow as tf


class VectorQuantizer(tf.keras.layers.Layer):
    def __init__(self, n_codes, dim, beta=0.25):
        super().__init__()
        self.n_codes, self.dim, self.beta = n_codes, dim, beta
        self.codebook = self.add_weight(shape=(n_codes, dim), initializer="random_uniform", name="codes")

    def call(self, z):
        d = (tf.reduce_sum(z ** 2, 1, keepdims=True)
             - 2.0 * tf.matmul(z, self.codebook, transpose_b=True)
             + tf.reduce_sum(self.codebook ** 2, 1))
        idx = tf.argmin(d, axis=1)  # or: [non-differentiable-op]
        q = tf.gather(self.codebook, idx)
        self.add_loss(self.beta * tf.reduce_mean((tf.stop_gradient(q) - z) ** 2))  # or: [stop-gradient]
        return z + tf.stop_gradient(q - z)  # warning: [stop-gradient]


enc = tf.keras.layers.Dense(4)
vq = VectorQuantizer(8, 4)
dec = tf.keras.layers.Dense(6)
x = tf.random.normal((16, 6))
opt = tf.keras.optimizers.Adam(1e-3)
params = []
for step in range(2):
    with tf.GradientTape() as tape:
        recon = dec(vq(enc(x)))
        loss = tf.reduce_mean((recon - x) ** 2) + sum(vq.losses)
    params = enc.trainable_variables + vq.trainable_variables + dec.trainable_variables
    grads = tape.gradient(loss, params)
    opt.apply_gradients((g, v) for g, v in zip(grads, params) if g is not None)
