# outcome: flows
import tensorflow as tf


def target_log_prob(q):
    return -0.5 * tf.reduce_sum(q**2 / tf.constant([1.0, 4.0]), -1) - 0.1 * tf.reduce_sum(q, -1) ** 2


def dlogp(q):
    with tf.GradientTape() as tape:
        tape.watch(q)
        lp = target_log_prob(q)
    return lp, tape.gradient(lp, q)


@tf.function
def hmc_step(q, eps, n):
    p0 = tf.random.normal(tf.shape(q))
    lp0, g = dlogp(q)
    p, x = p0 + 0.5 * eps * g, q
    for i in tf.range(n):
        x = x + eps * p
        _, g = dlogp(x)
        if i < n - 1:
            p = p + eps * g
    p = p + 0.5 * eps * g
    lp1, _ = dlogp(x)
    log_a = lp1 - 0.5 * tf.reduce_sum(p**2) - lp0 + 0.5 * tf.reduce_sum(p0**2)
    ok = tf.math.log(tf.random.uniform([])) < log_a
    return tf.cond(ok, lambda: x, lambda: q), ok


q = tf.zeros([2])
chain, acc = [], 0
for _ in range(5):
    q, ok = hmc_step(q, tf.constant(0.2), tf.constant(4))
    chain.append(q)
    acc += int(ok.numpy())
print(tf.stack(chain).shape, acc / len(chain))
