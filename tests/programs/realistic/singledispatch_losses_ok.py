# outcome: flows
import functools

import tensorflow as tf


class L1:
    weight = 0.1


class L2:
    weight = 0.01


@functools.singledispatch
def penalty(kind, w):
    raise NotImplementedError(kind)


@penalty.register
def _(kind: L1, w):
    return kind.weight * tf.reduce_sum(tf.abs(w))


@penalty.register(L2)
def _(kind, w):
    return kind.weight * tf.reduce_sum(tf.square(w))


w = tf.Variable([1.0, -2.0])
for kind in (L1(), L2()):
    with tf.GradientTape() as tape:
        loss = penalty(kind, w)
    w.assign_sub(tape.gradient(loss, w))
