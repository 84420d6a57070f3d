# outcome: flows
import numpy as np
import tensorflow as tf

cov = tf.constant([[1.0, 0.8], [0.8, 1.0]])
precision = tf.linalg.inv(cov)


def potential(q):
    return 0.5 * tf.einsum("i,ij,j->", q, precision, q)


def grad_u(q):
    with tf.GradientTape() as tape:
        tape.watch(q)
        u = potential(q)
    return tape.gradient(u, q)


def leapfrog(q, p, eps, steps):
    p = p - 0.5 * eps * grad_u(q)
    for i in range(steps):
        q = q + eps * p
        if i != steps - 1:
            p = p - eps * grad_u(q)
    return q, -(p - 0.5 * eps * grad_u(q))


rng = np.random.default_rng(0)
q = tf.constant([1.0, -1.0])
samples, accepted = [], 0
for _ in range(6):
    p0 = tf.constant(rng.normal(size=2), tf.float32)
    q_new, p_new = leapfrog(q, p0, 0.2, 5)
    log_ratio = potential(q) + tf.reduce_sum(p0**2) / 2 - potential(q_new) - tf.reduce_sum(p_new**2) / 2
    if np.log(rng.uniform()) < log_ratio.numpy():
        q, accepted = q_new, accepted + 1
    samples.append(q.numpy())
print(np.mean(samples, axis=0), accepted)
