# outcome: flows
from contextlib import contextmanager

import tensorflow as tf


class Settings(dict):
    pass


settings = Settings()


class Manager:
    def __init__(self):
        self.names = []
        self.variables = {}

    def add(self, name, value):
        self.variables[name] = tf.Variable(value)
        self.names.append(name)

    @property
    def trainable_variables(self):
        return [self.variables[name] for name in self.names]


class Parameter:
    def __init__(self, name, value):
        self.name = name
        self.manager = settings["manager"]
        self.manager.add(name, value)

    def __call__(self):
        return self.manager.variables[self.name]


@contextmanager
def scope():
    manager = Manager()
    settings["manager"] = manager
    yield manager


with scope() as manager:
    mass = Parameter("mass", 2.1)

with tf.GradientTape() as tape:
    loss = mass() * mass()
gradients = tape.gradient(loss, manager.trainable_variables)
