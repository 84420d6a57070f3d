# outcome: flows raises TypeError
"""The gradients of a text model are scaled by hand; that of the embedding is no tensor."""
import tensorflow as tf

embedding = tf.keras.layers.Embedding(10, 4)
head = tf.keras.layers.Dense(1)
optimizer = tf.keras.optimizers.SGD(0.1)
tokens = tf.constant([[1, 2, 3], [4, 5, 6]])
embedding.build(None)
head.build((None, 4))
weights = [embedding.embeddings, *head.trainable_weights]


def scaled(grads, factor):
    for grad in grads:
        yield grad * factor  # error: [refused-argument]


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(head(tf.reduce_mean(embedding(tokens), 1)) ** 2)
grads = tape.gradient(loss, weights)
optimizer.apply_gradients(zip(scaled(grads, 0.5), weights))
