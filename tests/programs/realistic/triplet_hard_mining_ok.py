# outcome: flows
import tensorflow as tf
from keras import Sequential, layers, optimizers

embed = Sequential([layers.Input((10,)), layers.Dense(16, activation="relu"), layers.Dense(4)])
opt = optimizers.Adam(1e-3)


def pairwise_sq(z):
    norms = tf.reduce_sum(z * z, axis=1)
    return tf.maximum(norms[:, None] - 2.0 * z @ tf.transpose(z) + norms[None, :], 0.0)


def hard_triplets(z, labels):
    dist = tf.stop_gradient(pairwise_sq(z))
    same = tf.equal(labels[:, None], labels[None, :])
    far = tf.argmax(tf.where(same, dist, -tf.ones_like(dist)), axis=1)
    near = tf.argmin(tf.where(same, tf.fill(dist.shape, 1e9), dist), axis=1)
    return far, near


def triplet_loss(z, labels, margin=0.5):
    far, near = hard_triplets(z, labels)
    positive, negative = tf.gather(z, far), tf.gather(z, near)
    d_pos = tf.reduce_sum((z - positive) ** 2, axis=1)
    d_neg = tf.reduce_sum((z - negative) ** 2, axis=1)
    return tf.reduce_mean(tf.nn.relu(d_pos - d_neg + margin))


x = tf.random.normal((12, 10))
labels = tf.constant([0, 1, 2] * 4)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = triplet_loss(embed(x), labels)
    opt.apply_gradients(zip(tape.gradient(loss, embed.trainable_variables), embed.trainable_variables))
    print(float(loss))
