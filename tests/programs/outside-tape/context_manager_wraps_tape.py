# outcome: none
from contextlib import contextmanager

import tensorflow as tf


@contextmanager
def recording(*tensors, persistent=False):
    with tf.GradientTape(persistent=persistent) as tape:
        for t in tensors:
            tape.watch(t)
        yield tape


def potential(q):
    return 0.5 * tf.reduce_sum(q ** 2) + 0.1 * tf.reduce_sum(q ** 4)


q = tf.constant([0.4, -1.0])
p = tf.constant([0.0, 0.3])
for _ in range(3):
    energy = potential(q)  # error: [outside-tape]
    with recording(q) as tape:
        total = energy + 0.5 * tf.reduce_sum(p ** 2)
    force = tape.gradient(total, q)
    print(force)
