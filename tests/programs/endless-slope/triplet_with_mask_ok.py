# outcome: flows
"""Metric learning with guarded distances."""

import numpy as np
import tensorflow as tf


def pairwise_distances(x, squared=False):
    dot = tf.matmul(x, tf.transpose(x))
    sq = tf.linalg.diag_part(dot)
    dist = tf.expand_dims(sq, 0) - 2.0 * dot + tf.expand_dims(sq, 1)
    dist = tf.maximum(dist, 0.0)
    if not squared:
        mask = tf.cast(tf.equal(dist, 0.0), tf.float32)
        dist = dist + mask * 1e-16
        dist = tf.sqrt(dist)
        dist = dist * (1.0 - mask)
    return dist


def batch_hard_triplet(labels, embeddings, margin=0.5):
    pd = pairwise_distances(embeddings)
    same = tf.equal(labels[:, None], labels[None, :])
    eye = tf.eye(tf.shape(labels)[0], dtype=tf.bool)
    positive = tf.cast(same & ~eye, tf.float32)
    hardest_pos = tf.reduce_max(positive * pd, axis=1, keepdims=True)
    most = tf.reduce_max(pd, axis=1, keepdims=True)
    negative = tf.cast(~same, tf.float32)
    hardest_neg = tf.reduce_min(pd + most * (1.0 - negative), axis=1, keepdims=True)
    return tf.reduce_mean(tf.maximum(hardest_pos - hardest_neg + margin, 0.0))


def contrastive(labels, a, b, margin=1.0):
    d = tf.sqrt(tf.maximum(tf.reduce_sum(tf.square(a - b), axis=1), tf.keras.backend.epsilon()))
    pos = labels * tf.square(d)
    neg = (1.0 - labels) * tf.square(tf.maximum(margin - d, 0.0))
    return tf.reduce_mean(pos + neg)


def safe_norm(x, axis=-1, eps=1e-9):
    return tf.sqrt(tf.reduce_sum(tf.square(x), axis=axis, keepdims=True) + eps)


def cosine(a, b):
    return tf.reduce_sum((a / safe_norm(a)) * (b / safe_norm(b)), axis=-1)


def mmd(x, y, sigma=1.0):
    def kernel(a, b):
        d = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
        return tf.exp(-d / (2 * sigma**2))

    return tf.reduce_mean(kernel(x, x)) + tf.reduce_mean(kernel(y, y)) - 2 * tf.reduce_mean(kernel(x, y))


net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
opt = tf.keras.optimizers.SGD(0.01, momentum=0.9)
labels = tf.constant(np.array([0, 0, 1, 1, 2, 2]))
x = tf.random.normal((6, 4))
for _ in range(2):
    with tf.GradientTape() as tape:
        e = net(x)
        loss = batch_hard_triplet(labels, e)
        loss += contrastive(tf.ones((3,)), e[::2], e[1::2])
        loss += tf.reduce_mean(1 - cosine(e[::2], e[1::2])) + mmd(e, x[:, :3])
    grads = tape.gradient(loss, net.trainable_variables)
    assert not any(bool(tf.reduce_any(tf.math.is_nan(g))) for g in grads)
    opt.apply_gradients(zip(grads, net.trainable_variables))
