# outcome: flows
import tensorflow as tf
from tensorflow import keras

embed = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(4), keras.layers.UnitNormalization()])


def pairwise(e):
    dot = tf.matmul(e, e, transpose_b=True)
    sq = tf.linalg.diag_part(dot)
    d = tf.maximum(sq[:, None] - 2.0 * dot + sq[None], 0.0)
    mask = tf.cast(tf.equal(d, 0.0), tf.float32)
    return (1.0 - mask) * tf.sqrt(d + mask * 1e-16)


def batch_hard(labels, e, margin=0.3):
    d = pairwise(e)
    same = tf.equal(labels[:, None], labels[None])
    pos_mask = tf.cast(same & ~tf.eye(len(labels), dtype=tf.bool), tf.float32)
    hardest_pos = tf.reduce_max(pos_mask * d, axis=1)
    far = tf.reduce_max(d, axis=1, keepdims=True)
    hardest_neg = tf.reduce_min(d + far * tf.cast(same, tf.float32), axis=1)
    return tf.reduce_mean(tf.nn.softplus(hardest_pos - hardest_neg + margin))


labels = tf.constant([0, 0, 1, 1, 2, 2])
x = tf.random.normal([6, 5])
opt = keras.optimizers.Adam()
for _ in range(2):
    with tf.GradientTape() as tape:
        e = embed(x, training=True)
        loss = batch_hard(labels, e)
        active = tf.math.count_nonzero(tf.greater(pairwise(e), 0.1))
    vs = embed.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, vs), vs))
print(loss.numpy(), active.numpy())
