# outcome: flows
import random

import tensorflow as tf
from tensorflow.keras import layers

corpus = "the quick brown fox jumps over the lazy dog while the cat sleeps".split()
vocab = {word: i for i, word in enumerate(sorted(set(corpus)))}
ids = [vocab[w] for w in corpus]


def skipgrams(ids, window=2, negatives=3):
    for i, center in enumerate(ids):
        for j in range(max(0, i - window), min(len(ids), i + window + 1)):
            if i != j:
                sampled = random.choices(range(len(vocab)), k=negatives)
                yield center, [ids[j], *sampled]


class Word2Vec(tf.keras.Model):
    def __init__(self, vocab_size, dim):
        super().__init__()
        self.target = layers.Embedding(vocab_size, dim)
        self.context = layers.Embedding(vocab_size, dim)

    def call(self, pair):
        center, context = pair
        return tf.einsum("be,bce->bc", self.target(center), self.context(context))


model = Word2Vec(len(vocab), 6)
opt = tf.keras.optimizers.Adam(0.01)
centers, contexts = zip(*skipgrams(ids))
centers, contexts = tf.constant(centers), tf.constant(contexts)
labels = tf.concat([tf.ones((len(centers), 1)), tf.zeros((len(centers), 3))], axis=1)
for epoch in range(3):
    with tf.GradientTape() as tape:
        logits = model((centers, contexts))
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
table = tf.math.l2_normalize(model.target.embeddings.value, axis=1)
nearest = tf.argsort(table @ tf.transpose(table), direction="DESCENDING")[:, 1].numpy()
print({w: list(vocab)[nearest[i]] for w, i in vocab.items()})
