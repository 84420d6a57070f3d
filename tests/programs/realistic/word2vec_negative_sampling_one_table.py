# outcome: part
"""Skip-gram with negative sampling: the context table is looked up with the wrong embedding."""
import tensorflow as tf


class SkipGram(tf.Module):
    def __init__(self, vocab, dim):
        super().__init__()
        self.center = tf.Variable(tf.random.uniform((vocab, dim), -0.5, 0.5), name="center")
        self.context = tf.Variable(tf.zeros((vocab, dim)) + 0.1, name="context")  # warning: [unused-source]

    def score(self, words, contexts):
        u = tf.nn.embedding_lookup(self.center, words)
        v = tf.nn.embedding_lookup(self.center, contexts)
        return tf.reduce_sum(u * v, axis=-1)

    def loss(self, words, pos, neg):
        p = tf.nn.sigmoid_cross_entropy_with_logits(tf.ones(words.shape), self.score(words, pos))
        n = tf.nn.sigmoid_cross_entropy_with_logits(tf.zeros(words.shape), self.score(words, neg))
        return tf.reduce_mean(p + n)


model = SkipGram(10, 4)
for step in range(2):
    with tf.GradientTape() as tape:
        l = model.loss(tf.constant([1, 2, 3]), tf.constant([2, 3, 4]), tf.constant([9, 8, 7]))
    for g, var in zip(tape.gradient(l, [model.center, model.context]), [model.center, model.context]):
        if g is not None:
            var.scatter_sub(tf.IndexedSlices(0.1 * g.values, g.indices))
