# outcome: raises AssertionError
import tensorflow as tf


class Denoiser(tf.Module):
    def __init__(self):
        super().__init__()
        self.down = tf.Variable(tf.random.normal((6, 2), stddev=0.3))
        self.up = tf.Variable(tf.random.normal((2, 6), stddev=0.3))

    def corrupted(self, codes, rate):
        """Codes with noise on them."""
        noise = tf.random.normal(tf.shape(codes))
        return codes + rate * noise

    def __call__(self, rows):
        codes = tf.tanh(rows @ self.down)
        self.corrupted(codes, 0.2)  # warning: [discarded-result]
        return codes @ self.up


denoiser = Denoiser()
rows = tf.random.normal((8, 6))
for _ in range(2):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean((denoiser(rows) - rows) ** 2)
    gradients = tape.gradient(error, denoiser.trainable_variables)
    for variable, gradient in zip(denoiser.trainable_variables, gradients):
        variable.assign_sub(0.1 * gradient)
assert bool(tf.reduce_any(denoiser(rows) != denoiser(rows))), "there is no noise"
