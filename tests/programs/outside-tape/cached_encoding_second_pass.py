# outcome: part
import tensorflow as tf


class Retriever:
    """Scores queries against documents whose encoding is kept."""

    def __init__(self, documents):
        self.documents = documents
        self.doc_tower = tf.keras.layers.Dense(4, name="doc")
        self.query_tower = tf.keras.layers.Dense(4, name="query")
        self._encoded = None

    def encoded(self):
        if self._encoded is None:
            self._encoded = self.doc_tower(self.documents)  # warning: [outside-tape]
        return self._encoded

    def scores(self, queries):
        return tf.matmul(self.query_tower(queries), self.encoded(), transpose_b=True)


retriever = Retriever(tf.random.normal((6, 5)))
queries = tf.random.normal((6, 3))
optimizer = tf.keras.optimizers.SGD(0.1)
for epoch in range(3):
    with tf.GradientTape() as tape:
        logits = retriever.scores(queries)
        labels = tf.range(6)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))
    weights = retriever.doc_tower.trainable_weights + retriever.query_tower.trainable_weights
    grads = tape.gradient(loss, weights)
    optimizer.apply_gradients(zip(grads, weights))
    print(epoch, loss.numpy(), sum(g is None for g in grads))
