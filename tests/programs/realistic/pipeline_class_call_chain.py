# outcome: flows
from functools import partial, reduce

import tensorflow as tf


class Pipe:
    def __init__(self, *fns):
        self.fns = fns

    def __or__(self, fn):
        return Pipe(*self.fns, fn)

    def __ror__(self, fn):
        return Pipe(fn, *self.fns)

    def __rshift__(self, other):
        return Pipe(*self.fns, *other.fns)

    def __call__(self, x):
        return reduce(lambda v, f: f(v), self.fns, x)


def scale(x, by):
    return x * by


a, b = tf.Variable(0.7), tf.Variable([0.1, 0.2])
features = Pipe(tf.sin) | partial(scale, by=a) | (lambda x: x + b)
head = Pipe(tf.nn.softmax, tf.math.log, tf.math.negative)
model = features >> head >> Pipe(partial(tf.reduce_sum, axis=-1))
x = tf.random.normal([5, 2])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x))
print([g.numpy() for g in tape.gradient(loss, (a, b))])
