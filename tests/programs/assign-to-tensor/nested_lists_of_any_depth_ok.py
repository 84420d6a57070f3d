# outcome: flows
import sys

import tensorflow as tf


def unstacked(value, axis):
    if isinstance(value, list):
        return [unstacked(item, axis) for item in value]
    return tf.unstack(value, axis=axis)


def nested(tensor, axes):
    result = tensor
    for axis in axes:
        result = unstacked(result, axis)
    return result


def put(lists, position, value):
    row = lists
    for i in position[:-1]:
        row = row[i]
    row[position[-1]] = value


w = tf.Variable(tf.ones([2, 2, 2]))
axes = [0 for _ in range(len(sys.argv) + 2)]
position = tuple(int(a) for a in sys.argv[1:]) or (0, 0, 0)
with tf.GradientTape() as tape:
    lists = nested(w, axes)
    put(lists, position, tf.reduce_sum(w) * 2.0)
    loss = lists[0][0][0] + lists[1][1][1]
print(tape.gradient(loss, w))
