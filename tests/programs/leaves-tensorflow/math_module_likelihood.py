# outcome: part
import math

import tensorflow as tf

mu = tf.Variable(0.3)
rho = tf.Variable(-1.0)
observations = [0.1, 0.7, -0.2, 0.4]


def log_likelihood(x, mean, raw_scale):
    scale = math.log(1.0 + math.exp(raw_scale))  # warning: [leaves-tensorflow]
    z = (x - mean) / scale
    return -0.5 * z**2 - math.log(scale)


with tf.GradientTape() as tape:
    nll = -sum(log_likelihood(x, mu, rho) for x in observations)

d_mu, d_rho = tape.gradient(nll, [mu, rho])
print("mean:", d_mu.numpy(), "spread:", d_rho)
