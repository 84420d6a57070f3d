# outcome: flows
"""An experience pipeline over a queue, and parameters read through a descriptor and vars()."""
import queue
from collections.abc import Mapping

import tensorflow as tf


class Positive:
    """Descriptor: stores the raw variable, reads it through softplus."""

    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __get__(self, obj, owner=None):
        return tf.nn.softplus(getattr(obj, self.slot))

    def __set__(self, obj, value):
        setattr(obj, self.slot, value)


class Gamma:
    shape = Positive()
    rate = Positive()

    def __init__(self, shape, rate):
        self.shape, self.rate = tf.Variable(shape), tf.Variable(rate)

    def mean(self):
        return self.shape / self.rate


class Batch(Mapping):
    def __init__(self, **arrays):
        self.arrays = arrays

    def __getitem__(self, key):
        return self.arrays[key]

    def __iter__(self):
        return iter(self.arrays)

    def __len__(self):
        return len(self.arrays)


prior = Gamma(1.0, 0.5)
todo = queue.Queue()
with tf.GradientTape() as tape:
    todo.put(prior.mean())
    batch = dict(Batch(mean=todo.get(), goal=tf.constant(2.0)))
    loss = (batch["mean"] - batch["goal"]) ** 2
print(tape.gradient(loss, [vars(prior)["_shape"], prior._rate]))
