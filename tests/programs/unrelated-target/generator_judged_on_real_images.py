# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers, Model

NOISE = 8


class Generator(Model):
    def __init__(self):
        super().__init__()
        self.d1 = layers.Dense(16, activation="relu")
        self.d2 = layers.Dense(4)

    def call(self, z):
        return self.d2(self.d1(z))


class Discriminator(Model):
    def __init__(self):
        super().__init__()
        self.d1 = layers.Dense(16)
        self.act = layers.LeakyReLU()
        self.out = layers.Dense(1)

    def call(self, x):
        return self.out(self.act(self.d1(x)))


G, D = Generator(), Discriminator()
g_opt = tf.keras.optimizers.Adam(1e-4)
d_opt = tf.keras.optimizers.Adam(1e-4)
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def train_step(real):
    z = tf.random.normal((real.shape[0], NOISE))
    with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
        fake = G(z, training=True)
        real_out = D(real, training=True)
        fake_out = D(fake, training=True)
        d_loss = bce(tf.ones_like(real_out), real_out) + bce(tf.zeros_like(fake_out), fake_out)
        g_loss = bce(tf.ones_like(real_out), real_out)  # error: [unrelated-target]
    d_grads = d_tape.gradient(d_loss, D.trainable_variables)
    g_grads = g_tape.gradient(g_loss, G.trainable_variables)
    d_opt.apply_gradients(zip(d_grads, D.trainable_variables))
    g_opt.apply_gradients(zip(g_grads, G.trainable_variables))
    return d_loss, g_loss


for _ in range(2):
    print(train_step(tf.random.normal((16, 4)) + 2.0))
