# outcome: flows
"""Energy-based model trained by contrastive divergence with Langevin negatives."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class EBM(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.f = tf.keras.Sequential([layers.Dense(16, activation="swish"), layers.Dense(1, use_bias=False)])

    def call(self, x):
        return self.f(x)[:, 0]


class Buffer:
    def __init__(self, n, dim):
        self.data = np.random.randn(n, dim).astype("float32")

    def sample(self, k):
        self.idx = np.random.choice(len(self.data), k)
        return tf.constant(self.data[self.idx])

    def put(self, x):
        self.data[self.idx] = x.numpy()


def langevin(model, x, steps=3, step_size=0.1):
    for _ in range(steps):
        with tf.GradientTape() as t:
            t.watch(x)
            e = tf.reduce_sum(model(x))
        x = x - step_size * t.gradient(e, x) + 0.01 * tf.random.normal(tf.shape(x))
    return tf.stop_gradient(x)


def contrastive_divergence(model, opt, real, buffer):
    fake = langevin(model, buffer.sample(len(real)))
    buffer.put(fake)
    with tf.GradientTape() as tape:
        e_real, e_fake = model(real), model(fake)
        gap = tf.reduce_mean(e_real) - tf.reduce_mean(e_fake)
        loss = gap + 0.1 * tf.reduce_mean(e_real ** 2 + e_fake ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return gap


ebm, buf = EBM(), Buffer(20, 2)
contrastive_divergence(ebm, tf.keras.optimizers.Adam(1e-3), tf.random.normal((6, 2)), buf)
