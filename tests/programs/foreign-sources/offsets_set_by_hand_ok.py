# outcome: flows
"""Only the factors are asked for: the offsets are set to what is left over."""

import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
who, what = rng.integers(0, 6, 40), rng.integers(0, 5, 40)
given = tf.constant(rng.integers(1, 6, 40), tf.float32)

readers = tf.Variable(tf.random.normal([6, 2], stddev=0.1, seed=1))
books = tf.Variable(tf.random.normal([5, 2], stddev=0.1, seed=2))
liked = tf.Variable(tf.zeros([5]))
optimizer = tf.keras.optimizers.Adagrad(0.1)


def guess(who, what):
    match = tf.reduce_sum(tf.gather(readers, who) * tf.gather(books, what), axis=1)
    return 3.0 + tf.gather(liked, what) + match


for _ in range(3):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean((guess(who, what) - given) ** 2)
    learned = [readers, books]
    optimizer.apply_gradients(zip(tape.gradient(error, learned), learned))
    left = given - guess(who, what)
    liked.assign_add(0.5 * tf.math.unsorted_segment_mean(left, what, 5))
assert np.any(liked.numpy())
