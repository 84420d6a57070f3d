# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class MaskedDense(layers.Dense):
    """MADE: an autoregressive mask on the kernel of a usual Dense layer."""

    def __init__(self, units, mask, **kwargs):
        super().__init__(units, **kwargs)
        self.mask = tf.constant(mask.astype("float32"))

    def call(self, x):
        out = tf.matmul(x, self.kernel * self.mask) + self.bias
        return self.activation(out) if self.activation is not None else out


D, H = 4, 8
rng = np.random.default_rng(0)
deg_in, deg_h = np.arange(1, D + 1), rng.integers(1, D, size=H)
m1 = deg_in[:, None] <= deg_h[None]
m2 = deg_h[:, None] < deg_in[None]
net = tf.keras.Sequential([MaskedDense(H, m1, activation="relu"), MaskedDense(D, m2)])
x = tf.cast(tf.random.uniform([16, D]) > 0.5, tf.float32)
opt = tf.keras.optimizers.Adam(1e-2)
for _ in range(2):
    with tf.GradientTape() as tape:
        nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=net(x)), -1)
        loss = tf.reduce_mean(nll)
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
print(loss.numpy())
