# outcome: none
"""CycleGAN: two generators, two discriminators, four optimizers, one persistent tape."""
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def generator(name):
    return keras.Sequential([layers.Input((8,)), layers.Dense(12, activation="tanh"), layers.Dense(8)], name=name)


def discriminator(name):
    return keras.Sequential([layers.Input((8,)), layers.Dense(6, activation="tanh"), layers.Dense(1)], name=name)


class CycleGAN:
    def __init__(self, cycle_weight=10.0):
        self.G, self.F = generator("g"), generator("f")
        self.Dx, self.Dy = discriminator("dx"), discriminator("dy")
        self.opts = {k: keras.optimizers.Adam(2e-4) for k in ("G", "F", "Dx", "Dy")}
        self.w = cycle_weight
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)

    def gan_loss(self, d_fake):
        return self.bce(tf.ones_like(d_fake), d_fake)

    def disc_loss(self, d_real, d_fake):
        return self.bce(tf.ones_like(d_real), d_real) + self.bce(tf.zeros_like(d_fake), d_fake)

    def cycle(self, a, b):
        return self.w * tf.reduce_mean(tf.abs(a - b))

    def step(self, x, y):
        with tf.GradientTape(persistent=True) as tape:
            fake_y, fake_x = self.G(x), self.F(y)
            back_x, back_y = self.F(fake_y), self.G(fake_x)
            dx_real, dy_real = self.Dx(x), self.Dy(y)
            dx_fake, dy_fake = self.Dx(fake_x), self.Dy(fake_y)
            cycle = self.cycle(x, back_x) + self.cycle(y, back_y)
            losses = {
                "G": self.gan_loss(dy_fake) + cycle,
                "F": self.gan_loss(dx_fake) + cycle,
                "Dx": self.disc_loss(dx_real, dx_fake),
                "Dy": self.disc_loss(dy_real, dy_fake),
            }
            losses["total"] = self.bce(tf.ones_like(dy_real), tf.math.rint(dy_real))  # error: [non-differentiable-op]
        for key, model in {"G": self.G, "F": self.F, "Dx": self.Dx, "Dy": self.Dy}.items():
            grads = tape.gradient(losses[key], model.trainable_variables)
            self.opts[key].apply_gradients(zip(grads, model.trainable_variables))
        print(tape.gradient(losses["total"], self.Dy.trainable_variables))
        return losses


CycleGAN().step(tf.random.normal((4, 8)), tf.random.normal((4, 8)))
