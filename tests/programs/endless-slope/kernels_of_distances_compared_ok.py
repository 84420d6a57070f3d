# outcome: flows
"""Where both are the same on the diagonal, nothing comes back but zero."""
import tensorflow as tf

points = tf.Variable(tf.random.normal([5, 2], seed=1))
known = tf.random.normal([5, 3], seed=2)


def pairwise(rows):
    return tf.norm(rows[:, None] - rows[None, :], axis=-1)


def kernels(apart, true):
    return tf.reduce_mean(tf.square(tf.exp(-apart) - tf.exp(-true)))


def logarithms(apart, true):
    return tf.reduce_mean((tf.math.log(apart + 1e-3) - tf.math.log(true + 1e-3)) ** 2)


def nearness(apart, true):
    return tf.reduce_mean(tf.square(1.0 - tf.exp(-apart)) - true)


for loss_of in (kernels, logarithms, nearness):
    with tf.GradientTape() as tape:
        loss = loss_of(pairwise(points), pairwise(known))
    print(tape.gradient(loss, points))
