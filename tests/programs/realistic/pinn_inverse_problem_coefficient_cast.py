# outcome: part
"""Inverse problem: find the diffusion coefficient together with the field."""
import tensorflow as tf


class InversePINN:
    def __init__(self, layers=(1, 16, 16, 1)):
        self.W = [tf.Variable(tf.random.normal((m, n)) * (2.0 / (m + n)) ** 0.5) for m, n in zip(layers[:-1], layers[1:])]
        self.b = [tf.Variable(tf.zeros((n,))) for n in layers[1:]]
        self.nu = tf.Variable(0.5, name="nu")
        self.opt = tf.keras.optimizers.Adam(1e-3)

    @property
    def variables(self):
        return [*self.W, *self.b, self.nu]

    def u(self, x):
        h = x
        for W, b in zip(self.W[:-1], self.b[:-1]):
            h = tf.tanh(h @ W + b)
        return h @ self.W[-1] + self.b[-1]

    def f(self, x):
        with tf.GradientTape() as t2:
            t2.watch(x)
            with tf.GradientTape() as t1:
                t1.watch(x)
                u = self.u(x)
            ux = t1.gradient(u, x)
        uxx = t2.gradient(ux, x)
        nu = tf.constant(float(self.nu))  # warning: [leaves-tensorflow] or: [rewrapped-value]
        return nu * uxx + tf.sin(x)

    def step(self, x, x_obs, u_obs):
        with tf.GradientTape() as tape:
            data = tf.reduce_mean((self.u(x_obs) - u_obs) ** 2)
            physics = tf.reduce_mean(self.f(x) ** 2)
            loss = data + physics
        grads = tape.gradient(loss, self.variables)
        self.opt.apply_gradients(zip(grads, self.variables))
        return loss


pinn = InversePINN()
x = tf.reshape(tf.linspace(0.0, 3.14, 16), (-1, 1))
for _ in range(2):
    pinn.step(x, x[::4], 2.0 * tf.sin(x[::4]))
