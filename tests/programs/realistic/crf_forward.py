# outcome: flows
import tensorflow as tf


class CRF(tf.keras.layers.Layer):
    def __init__(self, n_tags):
        super().__init__()
        self.n_tags = n_tags

    def build(self, _):
        self.trans = self.add_weight(shape=(self.n_tags, self.n_tags), initializer="uniform", name="transitions")

    def call(self, emissions):
        return emissions

    def score(self, em, tags):
        onehot = tf.one_hot(tags, self.n_tags)
        unary = tf.reduce_sum(em * onehot, [1, 2])
        pair = tf.gather_nd(self.trans, tf.stack([tags[:, :-1], tags[:, 1:]], -1))
        return unary + tf.reduce_sum(pair, 1)

    def log_z(self, em):
        alpha = em[:, 0]
        for t in range(1, em.shape[1]):
            alpha = tf.reduce_logsumexp(alpha[:, :, None] + self.trans[None], axis=1) + em[:, t]
        return tf.reduce_logsumexp(alpha, -1)

    def decode(self, em):
        score, back = em[:, 0], []
        for t in range(1, em.shape[1]):
            s = score[:, :, None] + self.trans[None]
            back.append(tf.argmax(s, 1))
            score = tf.reduce_max(s, 1) + em[:, t]
        best = [tf.argmax(score, -1)]
        for b in reversed(back):
            best.append(tf.gather(b, best[-1], batch_dims=1))
        return tf.stack(best[::-1], 1)


emb = tf.keras.layers.Embedding(20, 8)
lstm = tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(4, return_sequences=True))
proj, crf = tf.keras.layers.Dense(3), CRF(3)
tokens = tf.random.uniform([4, 6], 0, 20, tf.int32)
tags = tokens % 3
opt = tf.keras.optimizers.Adam(1e-2)
for _ in range(2):
    with tf.GradientTape() as tape:
        em = crf(proj(lstm(emb(tokens))))
        nll = tf.reduce_mean(crf.log_z(em) - crf.score(em, tags))
        acc = tf.reduce_mean(tf.cast(crf.decode(em) == tf.cast(tags, tf.int64), tf.float32))
    ws = [w for l in (emb, lstm, proj, crf) for w in l.trainable_weights]
    opt.apply_gradients(zip(tape.gradient(nll, ws), ws))
    print(nll.numpy(), acc.numpy())
