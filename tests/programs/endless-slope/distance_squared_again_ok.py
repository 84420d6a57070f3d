# outcome: flows
"""Distances that are zero on their diagonal, where nothing comes back but zero."""

import tensorflow as tf

encoder = tf.keras.Sequential([tf.keras.layers.Input((5,)), tf.keras.layers.Dense(3, use_bias=False)])
batch = tf.random.normal((6, 5), seed=1)
labels = tf.constant([0, 1, 2, 0, 1, 2])


def pairwise(rows):
    gap = rows[:, None, :] - rows[None, :, :]
    return tf.sqrt(tf.reduce_sum(gap**2, axis=-1))


def contrastive(rows, margin=1.0):
    apart = pairwise(rows)
    same = tf.cast(labels[:, None] == labels[None, :], tf.float32)
    push = (1 - same) * tf.maximum(margin - apart, 0.0) ** 2
    return tf.reduce_mean(same * apart**2 + push)


def stress(rows):
    return tf.reduce_mean(tf.square(pairwise(rows) - tf.stop_gradient(pairwise(batch))))


def spring(rows, rest=0.5):
    stretched = tf.nn.relu(pairwise(rows) - rest)
    return tf.reduce_sum(stretched) + tf.reduce_sum(tf.maximum(pairwise(rows), 1e-3))


def farthest(rows):
    return tf.reduce_mean(tf.reduce_max(pairwise(rows), axis=1))


for loss_of in (contrastive, stress, spring, farthest):
    with tf.GradientTape() as tape:
        loss = loss_of(encoder(batch))
    print(tape.gradient(loss, encoder.trainable_variables))
