# outcome: raises AttributeError
import tensorflow as tf

embeddings = tf.Variable(tf.random.normal((4, 3)))
target = tf.ones((3,))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum((embeddings[2] - target) ** 2)
grad = tape.gradient(loss, embeddings)
rows = tf.unstack(embeddings)
dense = tf.convert_to_tensor(grad)
rows[2].assign_sub(0.1 * dense[2])  # error: [assign-to-tensor]
