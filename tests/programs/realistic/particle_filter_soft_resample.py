# outcome: flows
import tensorflow as tf

drift = tf.Variable(0.5)
noise = tf.Variable(0.3)
ys = tf.constant([0.4, 0.9, 1.6, 1.9])
N = 8


def filter_loss():
    x = tf.zeros([N])
    logw = tf.fill([N], -tf.math.log(float(N)))
    total = 0.0
    for y in ys:
        x = x + drift + tf.nn.softplus(noise) * tf.random.normal([N])
        logw = logw - 0.5 * (x - y) ** 2
        total += tf.reduce_logsumexp(logw)
        logw = logw - tf.reduce_logsumexp(logw)
        ess = 1.0 / tf.reduce_sum(tf.exp(2.0 * logw))
        if ess < N // 2:
            idx = tf.random.categorical(tf.stop_gradient(logw)[None], N)[0]
            w = tf.gather(logw, idx)
            x, logw = tf.gather(x, idx), w - tf.stop_gradient(w) - tf.math.log(float(N))
    return -total


for _ in range(3):
    with tf.GradientTape() as tape:
        loss = filter_loss()
    gd, gn = tape.gradient(loss, [drift, noise])
    drift.assign_sub(0.05 * gd)
    noise.assign_sub(0.05 * gn)
print(drift.numpy(), noise.numpy())
