# outcome: flows
import numpy as np
import tensorflow as tf


def scaled_dot(q, k, v, mask):
    s = tf.matmul(q, k, transpose_b=True) / tf.math.sqrt(tf.cast(tf.shape(k)[-1], tf.float32))
    if mask is not None:
        s += mask * -1e9
    w = tf.nn.softmax(s, -1)
    return tf.matmul(w, v), w


class MHA(tf.keras.layers.Layer):
    def __init__(self, d, heads):
        super().__init__()
        assert d % heads == 0
        self.d, self.heads, self.depth = d, heads, d // heads
        self.wq, self.wk, self.wv, self.wo = (tf.keras.layers.Dense(d) for _ in range(4))

    def split(self, x):
        n = tf.shape(x)[0]
        return tf.transpose(tf.reshape(x, (n, -1, self.heads, self.depth)), [0, 2, 1, 3])

    def call(self, x, mask=None):
        q, k, v = map(self.split, (self.wq(x), self.wk(x), self.wv(x)))
        out, weights = scaled_dot(q, k, v, mask)
        out = tf.reshape(tf.transpose(out, [0, 2, 1, 3]), (tf.shape(x)[0], -1, self.d))
        return self.wo(out), weights


def positions(n, d):
    angle = np.arange(n)[:, None] / np.power(10000, (2 * (np.arange(d)[None] // 2)) / np.float32(d))
    angle[:, 0::2], angle[:, 1::2] = np.sin(angle[:, 0::2]), np.cos(angle[:, 1::2])
    return tf.cast(angle[None], tf.float32)


class LM(tf.keras.Model):
    def __init__(self, vocab=15, d=8, n=2):
        super().__init__()
        self.d = d
        self.emb = tf.keras.layers.Embedding(vocab, d)
        self.pos = positions(32, d)
        self.blocks = [(MHA(d, 2), tf.keras.layers.LayerNormalization(), tf.keras.layers.Dense(d, "gelu")) for _ in range(n)]
        self.head = tf.keras.layers.Dense(vocab)

    def call(self, ids):
        t = tf.shape(ids)[1]
        mask = 1 - tf.linalg.band_part(tf.ones((t, t)), -1, 0)
        x = self.emb(ids) * tf.sqrt(float(self.d)) + self.pos[:, :t]
        for att, norm, ff in self.blocks:
            a, _ = att(x, mask)
            x = norm(x + a)
            x = x + ff(x)
        return self.head(x)


lm = LM()
ids = tf.random.uniform([2, 6], 0, 15, tf.int32)
with tf.GradientTape() as tape:
    logits = lm(ids[:, :-1])
    loss = tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(ids[:, 1:], logits, from_logits=True))
grads = tape.gradient(loss, lm.trainable_variables)
print(len(grads), np.exp(loss))
