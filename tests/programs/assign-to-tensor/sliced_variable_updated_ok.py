# outcome: flows
import tensorflow as tf

embeddings = tf.Variable(tf.random.normal((4, 3)))
target = tf.ones((3,))
row = embeddings[2]

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((embeddings[2] - target) ** 2)
    grad = tape.gradient(loss, embeddings)
    dense = tf.convert_to_tensor(grad)
    embeddings[2].assign(embeddings[2] - 0.1 * dense[2])
    rows = tf.unstack(embeddings)
    rows[0] = row
print(embeddings.numpy()[2], rows[0].numpy())
