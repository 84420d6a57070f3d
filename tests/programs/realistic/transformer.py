# outcome: flows
import dataclasses
import numpy as np
import tensorflow as tf


@dataclasses.dataclass
class Cfg:
    vocab: int = 11
    d: int = 8
    heads: int = 2
    layers: int = 2
    ctx: int = 6

    @property
    def head_dim(self):
        return self.d // self.heads


class Attention(tf.keras.layers.Layer):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.qkv = tf.keras.layers.Dense(3 * c.d, use_bias=False)
        self.o = tf.keras.layers.Dense(c.d, use_bias=False)

    def heads(self, x, t):
        return tf.transpose(tf.reshape(x, (-1, t, self.c.heads, self.c.head_dim)), (0, 2, 1, 3))

    def call(self, x):
        t = tf.shape(x)[1]
        q, k, v = (self.heads(p, t) for p in tf.split(self.qkv(x), 3, axis=-1))
        att = tf.matmul(q, k, transpose_b=True) / tf.sqrt(tf.cast(self.c.head_dim, tf.float32))
        mask = tf.linalg.band_part(tf.ones((t, t)), -1, 0)
        att = tf.where(mask[None, None] > 0, att, -1e9)
        y = tf.matmul(tf.nn.softmax(att), v)
        return self.o(tf.reshape(tf.transpose(y, (0, 2, 1, 3)), (-1, t, self.c.d)))


class Block(tf.keras.layers.Layer):
    def __init__(self, c):
        super().__init__()
        self.n1, self.n2 = tf.keras.layers.LayerNormalization(), tf.keras.layers.LayerNormalization()
        self.att = Attention(c)
        self.mlp = tf.keras.Sequential([tf.keras.layers.Dense(2 * c.d, "gelu"), tf.keras.layers.Dense(c.d)])

    def call(self, x):
        x = x + self.att(self.n1(x))
        return x + self.mlp(self.n2(x))


class GPT(tf.keras.Model):
    def __init__(self, c):
        super().__init__()
        self.tok, self.pos = tf.keras.layers.Embedding(c.vocab, c.d), tf.keras.layers.Embedding(c.ctx, c.d)
        self.blocks = [Block(c) for _ in range(c.layers)]

    def call(self, ids):
        x = self.tok(ids) + self.pos(tf.range(tf.shape(ids)[1]))
        for b in self.blocks:
            x = b(x)
        return tf.einsum("btd,vd->btv", x, self.tok.embeddings)


def batches(n):
    rng = np.random.default_rng(1)
    for _ in range(n):
        start = rng.integers(0, 11, (4, 1))
        seq = (start + np.arange(7)) % 11
        yield tf.constant(seq[:, :-1], tf.int32), tf.constant(seq[:, 1:], tf.int32)


gpt, opt = GPT(Cfg()), tf.keras.optimizers.AdamW(1e-3, weight_decay=0.01)
for x, y in batches(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, gpt(x)))
    g = tape.gradient(loss, gpt.trainable_variables)
    g, n = tf.clip_by_global_norm([tf.convert_to_tensor(v) for v in g], 1.0)
    opt.apply_gradients(zip(g, gpt.trainable_variables))
    print(np.exp(loss.numpy()), n.numpy())
