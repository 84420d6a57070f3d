# outcome: flows
"""Parts of a tensor, of a list and of a pass before are compared: they aren't the same value."""
import tensorflow as tf

rows = tf.Variable([[1.0, 2.0], [3.0, 5.0]])


def distance(one, two):
    return tf.sqrt(tf.reduce_sum((one - two) ** 2))


with tf.GradientTape() as tape:
    first, second = tf.unstack(rows)
    left, right = tf.split(rows, 2)
    both = tf.unstack(rows)
    top, bottom = [row for row in rows]
    total = distance(first, second) + distance(left, right) + distance(*tf.unstack(rows))
    total += tf.norm(both[0] - both[1]) + tf.reduce_sum(tf.sqrt(tf.abs(top - bottom)))
    before = None
    for part in tf.unstack(rows):
        if before is not None:
            total += tf.norm(part - before)
        before = part
print(tape.gradient(total, rows))
