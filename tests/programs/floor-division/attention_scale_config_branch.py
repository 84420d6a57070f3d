# outcome: part raises ValueError
# gap: what argparse gives by default is not known
import argparse

import tensorflow as tf

parser = argparse.ArgumentParser()
parser.add_argument("--pool", choices=["mean", "block"], default="block")
args, _ = parser.parse_known_args()

emb = tf.keras.layers.Embedding(12, 6)
cls = tf.keras.layers.Dense(2)


def pool(tokens, mode, block=2):
    if mode == "mean":
        return tf.reduce_mean(tokens, axis=1)
    n = tokens.shape[1] // block
    blocks = tf.reshape(tokens, (-1, n, block, tokens.shape[-1]))
    return tf.reduce_sum(tf.reduce_sum(blocks, axis=2) // float(block), axis=1)  # warning: [floor-division]


ids = tf.random.uniform((4, 6), maxval=12, dtype=tf.int32)
labels = tf.constant([0, 1, 1, 0])
with tf.GradientTape() as tape:
    logits = cls(pool(emb(ids), args.pool))
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
g_emb, g_kernel, g_bias = tape.gradient(loss, [*emb.trainable_weights, *cls.trainable_weights])
emb.embeddings.assign_sub(0.1 * tf.convert_to_tensor(g_emb))
