# outcome: part
"""A recursive net over nested tuples; the children are detached."""
import tensorflow as tf

embedding = tf.Variable(tf.random.normal((5, 4)), name="embedding")
compose = tf.Variable(tf.random.normal((8, 4)) * 0.3, name="compose")


def encode(tree, depth=0):
    if isinstance(tree, int):
        return embedding[tree]
    left, right = (encode(child, depth + 1) for child in tree)
    pair = tf.concat([left, right], axis=0)
    if depth < 3:
        pair = tf.stop_gradient(pair)  # warning: [stop-gradient]
    return tf.tanh(tf.linalg.matvec(compose, pair, transpose_a=True))


with tf.GradientTape() as tape:
    root = encode(((0, 1), (2, (3, 4))))
    loss = tf.reduce_sum(root ** 2)
print([g is None for g in tape.gradient(loss, [embedding, compose])])
