# outcome: none
# gap: functools.partialmethod and operator.itemgetter are not modelled
import functools
import operator

import numpy as np
import tensorflow as tf


class Loss:
    def __init__(self, w):
        self.w = w

    def norm(self, order):
        return np.linalg.norm(self.w, ord=order)  # error: [leaves-tensorflow]

    l1 = functools.partialmethod(norm, order=1)
    l2 = functools.partialmethod(norm, order=2)


w = tf.Variable([1.0, -2.0, 3.0])
pick = operator.itemgetter("l2")
loss_obj = Loss(w)
with tf.GradientTape() as tape:
    value = tf.square(tf.convert_to_tensor(pick({"l1": loss_obj.l1(), "l2": loss_obj.l2()})))
print(tape.gradient(value, w))
