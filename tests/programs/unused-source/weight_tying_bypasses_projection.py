# outcome: part
import tensorflow as tf
from tensorflow import keras


class TiedLM(keras.Model):
    def __init__(self, vocab, dim):
        super().__init__()
        self.emb = keras.layers.Embedding(vocab, dim)
        self.rnn = keras.layers.GRU(dim, return_sequences=True)
        self.proj = keras.layers.Dense(dim)
        self.bias = self.add_weight(shape=(vocab,), initializer="zeros", name="out_bias")

    def call(self, ids, training=False):
        h = self.rnn(self.emb(ids))
        z = self.proj(h)  # warning: [unused-source]
        if training:
            h = tf.nn.dropout(h, 0.1)
        return tf.matmul(h, self.emb.embeddings, transpose_b=True) + self.bias  # or: [unused-source]


lm = TiedLM(15, 6)
opt = keras.optimizers.Adam()
ids = tf.random.uniform((4, 5), maxval=15, dtype=tf.int32)
for _ in range(2):
    with tf.GradientTape() as tape:
        logits = lm(ids[:, :-1], training=True)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(ids[:, 1:], logits, from_logits=True))
    grads = tape.gradient(loss, lm.trainable_variables)
    opt.apply_gradients(zip(grads, lm.trainable_variables))
