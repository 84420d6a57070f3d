# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class SpectralDense(layers.Layer):
    """Rescales its kernel before each use; reading the kernel afterwards is what is recorded."""

    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units), name="w")
        self.u = self.add_weight(shape=(1, self.units), trainable=False, name="u")

    def call(self, x, training=False):
        if training:
            v = tf.math.l2_normalize(self.u @ tf.transpose(self.w))
            u = tf.math.l2_normalize(v @ self.w)
            sigma = tf.stop_gradient(v @ self.w @ tf.transpose(u))
            self.u.assign(tf.stop_gradient(u))
            self.w.assign(self.w / sigma)
        return x @ self.w


critic = tf.keras.Sequential([SpectralDense(6), layers.LeakyReLU(), SpectralDense(1)])
opt = tf.keras.optimizers.Adam(1e-3)
real, fake = tf.random.normal((8, 3)) + 1.0, tf.random.normal((8, 3))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(critic(fake, training=True)) - tf.reduce_mean(critic(real))
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic.trainable_variables))
