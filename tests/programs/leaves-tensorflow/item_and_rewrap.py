# outcome: none
import tensorflow as tf

embedding = tf.Variable(tf.random.normal((6, 3)))


def cosine(a, b):
    dot = tf.tensordot(a, b, 1)
    return (dot / (tf.norm(a) * tf.norm(b))).numpy().item()  # error: [leaves-tensorflow]


pairs = [(0, 1), (2, 3), (4, 5)]
with tf.GradientTape() as tape:
    similarities = tf.constant([cosine(embedding[i], embedding[j]) for i, j in pairs])
    loss = tf.reduce_mean(1.0 - similarities)

print("loss", loss.numpy(), "gradient", tape.gradient(loss, embedding))
