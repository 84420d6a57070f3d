# outcome: flows
import random

import tensorflow as tf
from tensorflow.keras import layers


class Encoder(tf.keras.Model):
    def __init__(self, vocab, units):
        super().__init__()
        self.emb = layers.Embedding(vocab, units)
        self.gru = layers.GRU(units, return_sequences=True, return_state=True)

    def call(self, x):
        return self.gru(self.emb(x))


class Decoder(tf.keras.Model):
    def __init__(self, vocab, units):
        super().__init__()
        self.emb = layers.Embedding(vocab, units)
        self.gru = layers.GRU(units, return_sequences=True, return_state=True)
        self.att = layers.Attention()
        self.fc = layers.Dense(vocab)

    def call(self, token, state, enc):
        e = self.emb(token)
        out, state = self.gru(e, initial_state=state)
        ctx = self.att([out, enc])
        return self.fc(tf.concat([out, ctx], -1))[:, 0], state


V, U = 12, 8
enc, dec = Encoder(V, U), Decoder(V, U)
opt = tf.keras.optimizers.Adam()
loss_obj = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")


def loss_fn(real, pred):
    mask = tf.cast(tf.math.logical_not(tf.equal(real, 0)), tf.float32)
    per = loss_obj(real, pred) * mask
    return tf.reduce_sum(per) / tf.maximum(tf.reduce_sum(mask), 1.0)


def step(src, tgt):
    loss = 0.0
    with tf.GradientTape() as tape:
        enc_out, state = enc(src)
        tok = tgt[:, :1]
        for t in range(1, tgt.shape[1]):
            logits, state = dec(tok, state, enc_out)
            loss += loss_fn(tgt[:, t], logits)
            if random.random() < 0.5:
                tok = tgt[:, t : t + 1]
            else:
                tok = tf.argmax(logits, -1, output_type=tf.int32)[:, None]
    ws = enc.trainable_variables + dec.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, ws), ws))
    return loss / int(tgt.shape[1])


src = tf.random.uniform([3, 5], 1, V, tf.int32)
for _ in range(2):
    print(float(step(src, tf.reverse(src, [1]))))
