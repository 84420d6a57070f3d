# outcome: flows
import keras
import tensorflow as tf
from keras import ops


class TiedEmbedding(keras.layers.Embedding):
    def call(self, inputs, reverse=False):
        if reverse:
            return ops.matmul(inputs, ops.transpose(self.embeddings))
        return super().call(inputs) * self.output_dim**0.5


class PreNorm(keras.layers.LayerNormalization):
    def call(self, x):
        return super().call(x) + x


class LM(keras.Model):
    def __init__(self, vocab=10, dim=4):
        super().__init__()
        self.emb = TiedEmbedding(vocab, dim)
        self.norm = PreNorm()
        self.rnn = keras.layers.GRU(dim, return_sequences=True)

    def call(self, ids):
        return self.emb(self.rnn(self.norm(self.emb(ids))), reverse=True)


lm = LM()
ids = tf.random.uniform([3, 6], 0, 10, tf.int32)
opt = keras.optimizers.AdamW(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        logits = lm(ids[:, :-1])
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ids[:, 1:], logits=logits)
        loss = tf.reduce_mean(ce)
    grads = tape.gradient(loss, lm.trainable_variables)
    opt.apply_gradients(zip(grads, lm.trainable_variables))
print(loss.numpy(), [v.path for v in lm.trainable_variables])
