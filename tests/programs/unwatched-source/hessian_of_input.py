# outcome: none
import tensorflow as tf


def potential(r):
    return tf.reduce_sum(r**4 - 2.0 * r**2)


r = tf.constant([0.5, -1.5])  # error: [unwatched-source]
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        inner.watch(r)
        energy = potential(r)
    force = inner.gradient(energy, r)
print("hessian", outer.jacobian(force, r))  # or: [unwatched-source]
