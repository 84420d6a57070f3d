# outcome: stuck
"""Latent optimisation (GAN inversion) that starts over in every step."""
import tensorflow as tf

gen = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(5)])
target = tf.random.normal((1, 5))
z_init = tf.zeros((1, 3))


class Inverter:
    def __init__(self, lr=0.1):
        self.lr = lr

    def iterate(self):
        z = tf.Variable(z_init, trainable=True)  # warning: [fresh-variable]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((gen(z) - target) ** 2)
        z.assign_sub(self.lr * tape.gradient(loss, z))
        return loss


inv, n, best = Inverter(), 0, float("inf")
while n < 4 and best > 1e-6:
    best = min(best, float(inv.iterate()))
    n += 1
print(best)
