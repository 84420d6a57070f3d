# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow import keras

T = 50
betas = np.linspace(1e-4, 0.02, T, dtype=np.float32)
alpha_bar = tf.constant(np.cumprod(1.0 - betas))


class EpsilonNet(keras.Model):
    def __init__(self):
        super().__init__()
        self.time = keras.layers.Embedding(T, 8)
        self.a, self.b = keras.layers.Dense(16, activation="silu"), keras.layers.Dense(2)

    def call(self, x, t):
        return self.b(self.a(tf.concat([x, self.time(t)], axis=-1)))


def q_sample(x0, t, noise):
    ab = tf.gather(alpha_bar, t)[:, None]
    return tf.sqrt(ab) * x0 + tf.sqrt(1.0 - ab) * noise


def diffusion_loss(model, x0):
    t = tf.random.uniform((x0.shape[0],), maxval=T, dtype=tf.int32)
    noise = tf.random.normal(x0.shape)
    eps = model(q_sample(x0, t, noise), t)
    return tf.reduce_mean(tf.square(noise - noise))  # error: [unrelated-target] or: [unused-source]


net = EpsilonNet()
opt = keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = diffusion_loss(net, tf.random.normal((8, 2)))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
