# outcome: part
from functools import cached_property

import tensorflow as tf
from tensorflow.keras import layers


class Retriever:
    def __init__(self, corpus, dim=4):
        self.corpus = corpus
        self.query_encoder = tf.keras.Sequential([layers.Input((6,)), layers.Dense(dim)])
        self.doc_encoder = tf.keras.Sequential([layers.Input((6,)), layers.Dense(dim)])
        self.opt = tf.keras.optimizers.Adam(1e-3)

    @cached_property
    def index(self):
        return self.doc_encoder(self.corpus)  # warning: [outside-tape]

    @property
    def variables(self):
        return self.query_encoder.trainable_variables + self.doc_encoder.trainable_variables

    def scores(self, queries):
        return tf.matmul(self.query_encoder(queries), self.index, transpose_b=True)

    def train(self, queries, positives):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(positives, self.scores(queries))
            )
        grads = tape.gradient(loss, self.variables)
        self.opt.apply_gradients(zip(grads, self.variables))
        return float(loss)


retriever = Retriever(tf.random.normal((10, 6)))
print("documents:", retriever.index.shape)  # or: [outside-tape]
queries, positives = tf.random.normal((5, 6)), tf.constant([0, 3, 3, 9, 1])
for _ in range(2):
    retriever.train(queries, positives)
