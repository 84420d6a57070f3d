# outcome: part
import tensorflow as tf

table = tf.Variable(tf.random.uniform((20, 4), -0.1, 0.1), name="table")
head = tf.Variable(tf.random.normal((4, 1)), name="head")
ids = tf.random.uniform((24, 5), 0, 20, tf.int32)
target = tf.random.normal((24, 1))


def vectorise(seq, y):
    return tf.reduce_mean(tf.nn.embedding_lookup(table, seq), axis=0), y  # or: [outside-tape]


batches = tf.data.Dataset.from_tensor_slices((ids, target)).map(vectorise).batch(8)  # warning: [outside-tape]

for vec, y in batches:  # or: [outside-tape]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((vec @ head - y) ** 2)
    g_table, g_head = tape.gradient(loss, [table, head])
    head.assign_sub(0.1 * g_head)
    if g_table is not None:
        table.assign_sub(0.1 * tf.convert_to_tensor(g_table))
