# outcome: flows
"""Gradients of tables that are tensors, or that TensorFlow's own functions scale."""
import tensorflow as tf

table = tf.Variable(tf.ones((5, 2)))
embedding = tf.keras.layers.Embedding(5, 2)
embedding.build(None)


def of(compute, source):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(compute())
    return tape.gradient(loss, source)


@tf.function
def looped():
    total = 0.0
    for i in tf.range(3):
        total += tf.reduce_sum(tf.gather(table, [i]))
    return total


def straight():
    return tf.gather(table, [0, 1])


def mapped():
    return tf.vectorized_map(lambda i: tf.gather(table, i), tf.constant([0, 1]))


table.assign_sub(0.1 * of(looped, table))
table.assign_sub(0.1 * of(mapped, table))
table.assign_sub(0.1 * of(tf.recompute_grad(straight), table))
dense = tf.convert_to_tensor(of(straight, table))
table.assign_sub(0.1 * dense)
rows = of(lambda: tf.gather(table, [0, 1]), table)
table.assign_sub(0.1 * tf.convert_to_tensor(rows))
table.assign_sub(tf.constant(0.1) * rows)
table.assign_sub(tf.multiply(rows, 0.1))
table.assign_sub(-rows)
table.assign_sub(0.1 * of(lambda: tf.gather(table, [0, 1], axis=1), table))
table.assign_sub(0.1 * of(lambda: table[0], table))
table.assign_sub(0.1 * of(lambda: tf.gather(2.0 * table, [0, 1]), table))
table.assign_sub(0.1 * of(lambda: tf.gather(table, [0]) + tf.reduce_sum(table**2), table))
table.assign_sub(0.1 * of(lambda: tf.one_hot([0, 1], 5) @ table, table))
weights = embedding.embeddings
weights.assign_sub(0.1 * of(lambda: embedding(tf.constant([1])) + tf.reduce_sum(weights**2), weights))
weights.assign_sub(tf.clip_by_norm(of(lambda: embedding(tf.constant([1, 2])), weights), 1.0))
try:
    print(0.5 * rows)
except TypeError:
    print(0.5 * rows.values)
