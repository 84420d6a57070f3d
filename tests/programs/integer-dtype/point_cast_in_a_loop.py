# outcome: none
"""Points between two codes are rounded to whole numbers before the tape watches them."""
import tensorflow as tf

codes = tf.constant([3.0, 9.0, 4.0])
table = tf.Variable(tf.random.normal((12, 2)))


def score(point):
    rows = tf.gather(table, point)
    return tf.reduce_sum(rows * rows)


total = []
for share in (0.5, 1.0):
    point = tf.cast(share * codes, tf.int32)  # error: [integer-dtype]
    with tf.GradientTape() as tape:
        tape.watch(point)  # or: [integer-dtype]
        value = score(point)
    total.append(tape.gradient(value, point))
print(total)
