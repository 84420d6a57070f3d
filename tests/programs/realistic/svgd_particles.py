# outcome: flows
import numpy as np
import tensorflow as tf


def log_p(x):
    return tf.reduce_logsumexp(tf.stack([-0.5 * tf.reduce_sum((x - m) ** 2, -1) for m in (-2.0, 2.0)]), 0)


def kernel(a, b):
    d2 = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
    h = np.median(d2.numpy()) / np.log(len(a) + 1)
    return tf.exp(-d2 / (2.0 * float(h) + 1e-6))


particles = tf.random.normal([10, 2])
for step in range(4):
    with tf.GradientTape() as t1:
        t1.watch(particles)
        lp = log_p(particles)
    score = t1.gradient(lp, particles)
    with tf.GradientTape() as t2:
        t2.watch(particles)
        k = kernel(particles, tf.stop_gradient(particles))
        ksum = tf.reduce_sum(k)
    repulse = t2.gradient(ksum, particles)
    phi = (tf.matmul(k, score) - repulse) / particles.shape[0]
    particles = particles + 0.3 * phi
print(particles.numpy().std(0))
