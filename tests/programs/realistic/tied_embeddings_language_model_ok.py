# outcome: flows
import tensorflow as tf
from keras import Model, layers, losses, optimizers

text = "to be or not to be that is the question"
chars = sorted(set(text))
lookup = {c: i for i, c in enumerate(chars)}
ids = tf.constant([lookup[c] for c in text])
windows = tf.stack([ids[i : i + 9] for i in range(0, len(text) - 9, 3)])


class CharLM(Model):
    def __init__(self, vocab, dim):
        super().__init__()
        self.embedding = layers.Embedding(vocab, dim)
        self.rnn = layers.LSTM(dim, return_sequences=True, return_state=True)
        self.bias = self.add_weight(shape=(vocab,), initializer="zeros", name="out_bias")

    def call(self, tokens, states=None, return_state=False):
        x = self.embedding(tokens)
        x, h, c = self.rnn(x, initial_state=states)
        logits = tf.matmul(x, self.embedding.embeddings, transpose_b=True) + self.bias
        return (logits, [h, c]) if return_state else logits


lm = CharLM(len(chars), 8)
opt = optimizers.Adam(0.01)
criterion = losses.SparseCategoricalCrossentropy(from_logits=True)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = criterion(windows[:, 1:], lm(windows[:, :-1]))
    grads = tape.gradient(loss, lm.trainable_variables)
    opt.apply_gradients(zip(grads, lm.trainable_variables))

token, states, out = tf.constant([[lookup["t"]]]), None, "t"
for _ in range(4):
    logits, states = lm(token, states=states, return_state=True)
    token = tf.random.categorical(logits[:, -1], 1)
    out += chars[int(token[0, 0])]
print(out)
