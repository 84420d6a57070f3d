# outcome: part
import tensorflow as tf


class VQ(tf.keras.layers.Layer):
    def __init__(self, k, d):
        super().__init__()
        self.codebook = self.add_weight(shape=(k, d), initializer="random_normal", name="codebook")

    def call(self, z):
        dist = tf.reduce_sum(z**2, 1, keepdims=True) - 2 * z @ tf.transpose(self.codebook) + tf.reduce_sum(self.codebook**2, 1)
        idx = tf.argmin(dist, axis=1)  # warning: [non-differentiable-op]
        return tf.gather(self.codebook, idx)


enc = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(4)])
vq = VQ(8, 4)
dec = tf.keras.layers.Dense(6)
x = tf.random.normal((10, 6))
dec(vq(enc(x)))

opt = tf.keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        recon = dec(vq(enc(x)))
        loss = tf.reduce_mean((recon - x) ** 2)
    variables = enc.trainable_variables + vq.trainable_variables + dec.trainable_variables
    grads = tape.gradient(loss, variables)
    opt.apply_gradients([(g, v) for g, v in zip(grads, variables) if g is not None])
    print(loss.numpy())
