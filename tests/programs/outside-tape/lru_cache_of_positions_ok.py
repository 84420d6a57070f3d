# outcome: flows
import functools

import tensorflow as tf

table = tf.Variable(tf.random.normal((4, 3)))


@functools.lru_cache(maxsize=None)
def frequencies(dim):
    return tf.range(dim, dtype=tf.float32) / dim


for epoch in range(2):
    with tf.GradientTape() as tape:
        e = tf.nn.l2_normalize(tf.gather(table, [0, 1]), axis=1)
        sim = tf.reduce_sum(e[0] * e[1] * frequencies(3))
        loss = (sim - 1.0) ** 2
    grad = tape.gradient(loss, table)
    table.assign_sub(0.1 * tf.convert_to_tensor(grad))
