# outcome: flows
import tensorflow as tf


class BayesDense:
    def __init__(self, n_in, n_out):
        self.mu = tf.Variable(tf.random.normal((n_in, n_out), stddev=0.1))
        self.rho = tf.Variable(tf.fill((n_in, n_out), -3.0))

    @property
    def sigma(self):
        return tf.math.softplus(self.rho)

    def sample(self):
        return self.mu + self.sigma * tf.random.normal(self.mu.shape)

    def kl(self):
        return tf.reduce_sum(tf.square(self.sigma) + tf.square(self.mu) - tf.math.log(tf.square(self.sigma)) - 1.0) / 2

    def __call__(self, x):
        return x @ self.sample()

    @property
    def variables(self):
        return [self.mu, self.rho]


net = BayesDense(3, 1)
x, y = tf.random.normal((20, 3)), tf.random.normal((20, 1))
for _ in range(3):
    with tf.GradientTape() as tape:
        elbo = tf.reduce_sum((net(x) - y) ** 2) + 0.1 * net.kl()
    for v, g in zip(net.variables, tape.gradient(elbo, net.variables)):
        v.assign_sub(1e-3 * g)
