# outcome: flows
"""Physics-informed network for u_t + u u_x = nu u_xx."""
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(1)
NU = 0.01 / np.pi


class PINN:
    def __init__(self, hidden=(10, 10), lr=1e-3):
        stack = [tf.keras.Input((2,))]
        stack += [tf.keras.layers.Dense(n, activation="tanh") for n in hidden]
        self.net = tf.keras.Sequential(stack + [tf.keras.layers.Dense(1)])
        self.opt = tf.keras.optimizers.Adam(lr)

    def u(self, x, t):
        return self.net(tf.concat([x, t], axis=1))

    def residual(self, x, t):
        with tf.GradientTape() as second:
            second.watch(x)
            with tf.GradientTape(persistent=True) as first:
                first.watch([x, t])
                u = self.u(x, t)
            u_x = first.gradient(u, x)
            u_t = first.gradient(u, t)
        u_xx = second.gradient(u_x, x)
        del first
        return u_t + u * u_x - NU * u_xx

    def train_step(self, xf, tf_, x0, u0):
        with tf.GradientTape() as tape:
            pde = tf.reduce_mean(tf.square(self.residual(xf, tf_)))
            initial = tf.reduce_mean(tf.square(self.u(x0, tf.zeros_like(x0)) - u0))
            loss = pde + initial
        variables = self.net.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss


x0 = np.linspace(-1, 1, 20).reshape(-1, 1).astype(np.float32)
u0 = -np.sin(np.pi * x0)
xf, tf_pts = tf.random.uniform((30, 1), -1, 1), tf.random.uniform((30, 1), 0, 1)
pinn = PINN()
for epoch in range(2):
    print(epoch, pinn.train_step(xf, tf_pts, x0, u0).numpy())
