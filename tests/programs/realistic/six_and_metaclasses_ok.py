# outcome: flows
import abc

import six
import tensorflow as tf
from six.moves import range, zip


class Counted(type):
    def __new__(mcs, name, bases, members):
        members["made"] = 0
        return super(Counted, mcs).__new__(mcs, name, bases, members)


@six.add_metaclass(abc.ABCMeta)
class Unused(object):
    @abc.abstractmethod
    def apply(self, x):
        """One step."""


class Affine(six.with_metaclass(Counted)):
    def __new__(cls, *args):
        cls.made += 1
        return super(Affine, cls).__new__(cls)

    def __init__(self, size):
        self.w = tf.Variable(tf.random.normal([size, size]))
        self.b = tf.Variable(tf.zeros([size]))

    def apply(self, x):
        return tf.tanh(x @ self.w + self.b)


layers = {"first": Affine(3), "second": Affine(3)}
steps = [0.1, 0.2]
x = tf.random.normal([4, 3])
for _ in range(2):
    with tf.GradientTape() as tape:
        h = x
        for name, layer in six.iteritems(layers):
            h = layer.apply(h)
        loss = tf.reduce_mean(h**2)
    weights = [v for layer in six.itervalues(layers) for v in (layer.w, layer.b)]
    grads = tape.gradient(loss, weights)
    for v, g in zip(weights, grads):
        v.assign_sub(steps[0] * g)
print(Affine.made, isinstance(layers["first"], six.string_types))
