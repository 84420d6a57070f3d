# outcome: none raises ValueError
"""A tiny language model; the loss compares generated ids with the wanted ids."""
import tensorflow as tf
from tensorflow.keras import layers

VOCAB, DIM, LEN = 20, 16, 8


def causal_mask(n):
    return tf.linalg.band_part(tf.ones((n, n)), -1, 0)[None]


class DecoderBlock(layers.Layer):
    def __init__(self, dim, heads, **kwargs):
        super().__init__(**kwargs)
        self.att = layers.MultiHeadAttention(heads, dim // heads)
        self.ln1 = layers.LayerNormalization(epsilon=1e-6)
        self.ln2 = layers.LayerNormalization(epsilon=1e-6)
        self.ffn = tf.keras.Sequential([layers.Dense(dim * 2, activation="relu"), layers.Dense(dim)])

    def call(self, x):
        a = self.att(x, x, attention_mask=causal_mask(tf.shape(x)[1]))
        x = self.ln1(x + a)
        return self.ln2(x + self.ffn(x))


class GPT(tf.keras.Model):
    def __init__(self, n_layers=2):
        super().__init__()
        self.tok = layers.Embedding(VOCAB, DIM)
        self.pos = layers.Embedding(LEN, DIM)
        self.blocks = [DecoderBlock(DIM, 2) for _ in range(n_layers)]
        self.lm_head = layers.Dense(VOCAB)

    def call(self, ids):
        h = self.tok(ids) + self.pos(tf.range(tf.shape(ids)[1]))
        for block in self.blocks:
            h = block(h)
        return self.lm_head(h)

    def generate(self, ids):
        return tf.argmax(self(ids), axis=-1, output_type=tf.int32)  # error: [non-differentiable-op]


def sequence_loss(model, ids):
    guess = model.generate(ids[:, :-1])
    diff = tf.cast(guess, tf.float32) - tf.cast(ids[:, 1:], tf.float32)
    return tf.reduce_mean(diff ** 2)


gpt = GPT()
adam = tf.keras.optimizers.Adam(3e-4)
corpus = tf.random.uniform((6, LEN), maxval=VOCAB, dtype=tf.int32)
for ids in tf.data.Dataset.from_tensor_slices(corpus).batch(3):
    with tf.GradientTape() as tape:
        loss = sequence_loss(gpt, ids)
    grads = tape.gradient(loss, gpt.trainable_variables)
    adam.apply_gradients(zip(grads, gpt.trainable_variables))
