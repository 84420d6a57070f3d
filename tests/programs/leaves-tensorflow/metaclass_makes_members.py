# outcome: part
import abc

import numpy as np
import tensorflow as tf


class Registry(abc.ABCMeta):
    classes = {}

    def __new__(mcs, name, bases, members, label=None):
        return super().__new__(mcs, name, bases, members)

    def __init__(cls, name, bases, members, label=None):
        super().__init__(name, bases, members)
        if label is not None:
            Registry.classes[label] = cls

    def __call__(cls, *args, **kwargs):
        made = super().__call__(*args, **kwargs)
        made.gain = tf.Variable(1.5)
        return made

    def describe(cls):
        return f"{cls.__name__} of {cls.__module__}"


class Loss(metaclass=Registry):
    @abc.abstractmethod
    def value(self, error):
        """What an error costs."""


class Squared(Loss, label="squared"):
    def value(self, error):
        return tf.reduce_mean(self.gain * error**2)


class Robust(Loss, label="robust"):
    def value(self, error):
        weight = np.mean(np.abs(error))  # warning: [leaves-tensorflow]
        return tf.reduce_mean(self.gain * weight)


w = tf.Variable([1.0, -2.0])
for name, cls in Registry.classes.items():
    assert isinstance(cls, Registry) and issubclass(cls, Loss)
squared, robust = Registry.classes["squared"](), Robust()
print(Squared.describe())
with tf.GradientTape() as tape:
    loss = squared.value(w - 1.0)
print(tape.gradient(loss, [w, squared.gain]))
with tf.GradientTape() as tape:
    loss = robust.value(w - 1.0)
print(tape.gradient(loss, [w, robust.gain]))
