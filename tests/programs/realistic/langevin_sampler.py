# outcome: flows
import tensorflow as tf

mu = tf.constant([[-2.0, 0.0], [2.0, 0.0]])


def log_density(x):
    d = tf.reduce_sum((x[:, None] - mu[None]) ** 2, -1)
    return tf.reduce_logsumexp(-0.5 * d, axis=-1)


def mala(x, n_steps=5, eps=0.05):
    accepted = 0
    for i in range(n_steps):
        with tf.GradientTape() as tape:
            tape.watch(x)
            lp = log_density(x)
        score = tape.gradient(lp, x)
        prop = x + eps * score + tf.sqrt(2 * eps) * tf.random.normal(x.shape)
        accept = tf.math.log(tf.random.uniform([x.shape[0]])) < log_density(prop) - lp
        x = tf.where(accept[:, None], prop, x)
        accepted += int(tf.reduce_sum(tf.cast(accept, tf.int32)))
    return x, accepted / (n_steps * x.shape[0])


samples, rate = mala(tf.zeros([20, 2]))
print(samples.numpy().mean(0), f"{rate:.2f}")
