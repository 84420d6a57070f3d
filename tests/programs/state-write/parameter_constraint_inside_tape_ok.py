# outcome: flows
import tensorflow as tf

raw_sigma = tf.Variable(0.5, name="raw_sigma")
sigma = tf.Variable(1.0, name="sigma", trainable=False)
mu = tf.Variable(0.0, name="mu")
data = tf.random.normal((50,), mean=2.0, stddev=0.7)


def nll(s):
    z = (data - mu) / s
    return tf.reduce_mean(0.5 * z ** 2 + tf.math.log(s))


for _ in range(5):
    with tf.GradientTape() as t:
        s = tf.nn.softplus(raw_sigma)
        sigma.assign(s)
        loss = nll(s)
    d_mu, d_raw = t.gradient(loss, (mu, raw_sigma))
    mu.assign_sub(0.05 * d_mu)
    if d_raw is not None:
        raw_sigma.assign_sub(0.05 * d_raw)
print(sigma.numpy())
