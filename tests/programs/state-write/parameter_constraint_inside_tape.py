# outcome: part
import tensorflow as tf

raw_sigma = tf.Variable(0.5, name="raw_sigma")
sigma = tf.Variable(1.0, name="sigma", trainable=False)
mu = tf.Variable(0.0, name="mu")
data = tf.random.normal((50,), mean=2.0, stddev=0.7)


def refresh():
    sigma.assign(tf.nn.softplus(raw_sigma))  # warning: [state-write]


def nll():
    z = (data - mu) / sigma
    return tf.reduce_mean(0.5 * z ** 2 + tf.math.log(sigma))


for _ in range(5):
    with tf.GradientTape() as t:
        refresh()
        loss = nll()
    d_mu, d_raw = t.gradient(loss, (mu, raw_sigma))
    mu.assign_sub(0.05 * d_mu)
    if d_raw is not None:
        raw_sigma.assign_sub(0.05 * d_raw)
