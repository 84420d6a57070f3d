# outcome: none
import functools

import numpy as np
import tensorflow as tf


class Recorded(type):
    """Every class of this kind remembers what its instances were made of."""

    def __new__(mcs, name, bases, members):
        default = members.get("__init__")
        if default is not None:

            @functools.wraps(default)
            def wrapped(self, *args, **kwargs):
                self.settings = None
                default(self, *args, **kwargs)
                self.settings = {k: v for k, v in self.settings.items() if v is not self}

            members["__init__"] = wrapped
        return super().__new__(mcs, name, bases, members)


class Density(metaclass=Recorded):
    def log_prob(self, value):
        return self._log_prob(tf.convert_to_tensor(value))


class Laplace(Density):
    def __init__(self, loc, scale):
        self.settings = dict(locals())
        self.loc = loc
        self.scale = scale

    def _log_prob(self, value):
        distance = tf.abs(value - self.settings["loc"]) / self.scale
        return -distance - tf.math.log(2.0 * self.scale)


class Rounded(Laplace):
    def _log_prob(self, value):
        return super()._log_prob(value) * np.sqrt(self.scale)  # or: [leaves-tensorflow]


loc = tf.Variable(0.5)
scale = tf.Variable(2.0)
plain = Laplace(loc, scale)
rounded = Rounded(0.5, scale)
with tf.GradientTape() as tape:
    loss = -tf.reduce_sum(plain.log_prob([1.0, 2.0]))
print(tape.gradient(loss, [loc, scale]))
with tf.GradientTape() as tape:
    shown = rounded.log_prob([1.0, 2.0]).numpy()  # error: [leaves-tensorflow]
    loss = tf.reduce_mean(tf.constant(shown))
print(tape.gradient(loss, scale))
