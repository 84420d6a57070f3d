# outcome: flows
import tensorflow as tf
from typing import Callable


def pairwise(x):
    sq = tf.reduce_sum(x**2, axis=1)
    d2 = sq[:, None] - 2 * x @ tf.transpose(x) + sq[None]
    d2 = tf.maximum(d2, 0.0)
    zero = tf.cast(tf.equal(d2, 0.0), tf.float32)
    return tf.sqrt(d2 + zero * 1e-12) * (1.0 - zero)


def batch_hard(labels, emb, margin: float = 0.5):
    d = pairwise(emb)
    same = tf.equal(labels[:, None], labels[None])
    pos = tf.cast(same, tf.float32) * d
    hardest_pos = tf.reduce_max(pos, axis=1)
    neg = tf.where(same, tf.fill(tf.shape(d), 1e6), d)
    hardest_neg = tf.reduce_min(neg, axis=1)
    active = tf.math.count_nonzero(hardest_pos - hardest_neg + margin > 0)
    return tf.reduce_mean(tf.nn.softplus(hardest_pos - hardest_neg + margin)), active


def semi_hard(labels, emb, margin: float = 0.5):
    d = pairwise(emb)
    idx = tf.argmax(tf.where(labels[:, None] == labels[None], d, tf.zeros_like(d)), axis=1)
    hp = tf.gather(d, idx, axis=1, batch_dims=1)
    hn = tf.reduce_min(d + 1e3 * tf.cast(labels[:, None] == labels[None], d.dtype), axis=1)
    return tf.reduce_mean(tf.nn.softplus(hp - hn + margin)), tf.size(idx)


LOSSES: dict[str, Callable] = {"hard": batch_hard, "semi": semi_hard}
net = tf.keras.Sequential([tf.keras.layers.Dense(16, "relu"), tf.keras.layers.Dense(4), tf.keras.layers.UnitNormalization()])
opt = tf.keras.optimizers.Adam(1e-3)
for name in ("hard", "semi"):
    fn = LOSSES[name]
    x = tf.random.normal((12, 5))
    y = tf.repeat(tf.range(4), 3)
    with tf.GradientTape() as tape:
        loss, active = fn(y, net(x))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
    print(name, float(loss), int(active))
