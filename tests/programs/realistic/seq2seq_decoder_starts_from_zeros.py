# outcome: part
import tensorflow as tf
from tensorflow.keras import layers

VOCAB, UNITS = 12, 8


class Seq2Seq(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.emb = layers.Embedding(VOCAB, 6)
        self.enc = layers.GRU(UNITS, return_state=True)
        self.dec = layers.GRU(UNITS, return_sequences=True)
        self.fc = layers.Dense(VOCAB)

    def call(self, inputs):
        source, shifted = inputs
        _, context = self.enc(self.emb(source))  # warning: [unused-source]
        hidden = self.dec(self.emb(shifted), initial_state=tf.zeros((4, UNITS)))
        return self.fc(hidden)


model = Seq2Seq()
opt = tf.keras.optimizers.Adam()
src = tf.random.uniform((4, 5), maxval=VOCAB, dtype=tf.int32)
tgt = tf.random.uniform((4, 6), maxval=VOCAB, dtype=tf.int32)
with tf.GradientTape() as tape:
    logits = model((src, tgt[:, :-1]))
    ce = tf.keras.losses.sparse_categorical_crossentropy(tgt[:, 1:], logits, from_logits=True)
    loss = tf.reduce_mean(ce)
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
