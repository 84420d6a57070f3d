# outcome: flows
from dataclasses import dataclass
from functools import reduce, singledispatch

import tensorflow as tf


@dataclass
class Affine:
    w: tf.Variable
    b: tf.Variable


@dataclass
class Act:
    fn: str


@dataclass
class Residual:
    inner: list


@singledispatch
def apply(layer, x):
    raise TypeError(type(layer))


@apply.register
def _(layer: Affine, x):
    return x @ layer.w + layer.b


@apply.register
def _(layer: Act, x):
    return getattr(tf.nn, layer.fn)(x)


@apply.register(Residual)
def _apply_residual(layer, x):
    return x + run(layer.inner, x)


def run(layers, x):
    return reduce(lambda h, l: apply(l, h), layers, x)


def affine(i, o):
    return Affine(tf.Variable(tf.random.normal([i, o]) * 0.2), tf.Variable(tf.zeros([o])))


def parameters(layers):
    for l in layers:
        if isinstance(l, Affine):
            yield from (l.w, l.b)
        elif isinstance(l, Residual):
            yield from parameters(l.inner)


net = [affine(2, 4), Act("relu"), Residual([affine(4, 4), Act("tanh")]), affine(4, 1)]
theta = list(parameters(net))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(run(net, tf.random.normal([6, 2])) ** 2)
print([g.shape for g in tape.gradient(loss, theta)])
