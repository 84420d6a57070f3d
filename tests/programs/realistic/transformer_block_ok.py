# outcome: flows
import math

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class SelfAttention(layers.Layer):
    def __init__(self, dim, heads, **kwargs):
        super().__init__(**kwargs)
        assert dim % heads == 0
        self.heads, self.depth = heads, dim // heads
        self.wq, self.wk, self.wv = (layers.Dense(dim, use_bias=False) for _ in range(3))
        self.out = layers.Dense(dim)

    def split(self, x):
        b, t = tf.shape(x)[0], tf.shape(x)[1]
        return tf.transpose(tf.reshape(x, (b, t, self.heads, self.depth)), (0, 2, 1, 3))

    def call(self, x, mask=None):
        q, k, v = self.split(self.wq(x)), self.split(self.wk(x)), self.split(self.wv(x))
        logits = tf.matmul(q, k, transpose_b=True) / math.sqrt(self.depth)
        if mask is not None:
            logits += (1.0 - tf.cast(mask, tf.float32)) * -1e9
        mixed = tf.matmul(tf.nn.softmax(logits, axis=-1), v)
        mixed = tf.transpose(mixed, (0, 2, 1, 3))
        shape = tf.shape(mixed)
        return self.out(tf.reshape(mixed, (shape[0], shape[1], self.heads * self.depth)))


class TinyGPT(keras.Model):
    def __init__(self, vocab, dim=16, heads=2, max_len=16):
        super().__init__()
        self.tok, self.pos = layers.Embedding(vocab, dim), layers.Embedding(max_len, dim)
        self.attn, self.norm = SelfAttention(dim, heads), layers.LayerNormalization()
        self.ffn = keras.Sequential([layers.Dense(32, activation="gelu"), layers.Dense(dim)])
        self.head = layers.Dense(vocab)

    def call(self, ids):
        length = tf.shape(ids)[1]
        causal = tf.linalg.band_part(tf.ones((length, length)), -1, 0)
        x = self.tok(ids) + self.pos(tf.range(length))
        x = x + self.attn(self.norm(x), mask=causal)
        return self.head(x + self.ffn(x))


gpt = TinyGPT(20)
opt = keras.optimizers.AdamW(1e-3)
ids = tf.random.uniform((2, 9), maxval=20, dtype=tf.int32)
for step in range(2):
    with tf.GradientTape() as tape:
        logits = gpt(ids[:, :-1])
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids[:, 1:], logits=logits)
        )
    grads = tape.gradient(loss, gpt.trainable_variables)
    opt.apply_gradients(zip(grads, gpt.trainable_variables))
    guess = tf.argmax(logits, -1, output_type=tf.int32)
    print(step, float(tf.reduce_mean(tf.cast(guess == ids[:, 1:], tf.float32))))
