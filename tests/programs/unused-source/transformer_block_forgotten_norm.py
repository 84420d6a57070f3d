# outcome: part
import tensorflow as tf
from tensorflow.keras import layers


class Block(layers.Layer):
    def __init__(self, dim, heads):
        super().__init__()
        self.attn = layers.MultiHeadAttention(heads, dim // heads)
        self.norm1 = layers.LayerNormalization()
        self.norm2 = layers.LayerNormalization()
        self.ff = tf.keras.Sequential([layers.Dense(2 * dim, activation="gelu"), layers.Dense(dim)])

    def call(self, x):
        h = self.norm1(x)
        x = x + self.attn(h, h)
        h = self.norm2(x)  # warning: [unused-source]
        return x + self.ff(x)


class TinyEncoder(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.embed = layers.Embedding(20, 16)
        self.block = Block(16, 2)
        self.out = layers.Dense(20)

    def call(self, tokens):
        return self.out(self.block(self.embed(tokens)))


model = TinyEncoder()
tokens = tf.random.uniform((4, 6), maxval=20, dtype=tf.int32)
ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
opt = tf.keras.optimizers.Adam()
with tf.GradientTape() as tape:
    loss = ce(tokens[:, 1:], model(tokens)[:, :-1])
gs = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(gs, model.trainable_variables))
