# outcome: flows
import math

import tensorflow as tf

mu = tf.Variable(0.3)
rho = tf.Variable(-1.0)
observations = [0.1, 0.7, -0.2, 0.4]
log_root_two_pi = 0.5 * math.log(2.0 * math.pi)


def log_likelihood(x, mean, raw_scale):
    scale = tf.math.log(1.0 + tf.exp(raw_scale))
    z = (math.sqrt(x * x) * math.copysign(1.0, x) - mean) / scale
    return -0.5 * z**2 - tf.math.log(scale) - log_root_two_pi


with tf.GradientTape() as tape:
    nll = -sum(log_likelihood(x, mu, rho) for x in observations)

d_mu, d_rho = tape.gradient(nll, [mu, rho])
print("mean:", d_mu.numpy(), "spread:", d_rho.numpy(), "scale", math.exp(rho))
