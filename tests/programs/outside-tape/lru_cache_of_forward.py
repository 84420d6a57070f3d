# outcome: none raises ValueError
import functools

import tensorflow as tf

table = tf.Variable(tf.random.normal((4, 3)))


@functools.lru_cache(maxsize=None)
def embed(token):
    return tf.nn.l2_normalize(tf.gather(table, token))  # error: [outside-tape]


for epoch in range(2):
    with tf.GradientTape() as tape:
        sim = tf.reduce_sum(embed(0) * embed(1))  # or: [outside-tape]
        loss = (sim - 1.0) ** 2
    grad = tape.gradient(loss, table)
    table.assign_sub(0.1 * tf.convert_to_tensor(grad) * 1.0)
