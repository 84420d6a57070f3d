# outcome: flows
from contextlib import suppress

import tensorflow as tf


class Layer:
    def __init__(self, **options):
        self.options = options
        self.w = tf.Variable(tf.random.normal([3, 3]) * 0.3)

    def option(self, name, default):
        try:
            return self.options[name]
        except KeyError:
            return default

    def __call__(self, x):
        h = x @ self.w * self.option("scale", 1.0)
        act = self.option("activation", tf.nn.relu)
        return act(h)


def gain(**kw):
    try:
        return kw["gain"]
    except KeyError:
        return learned_gain * 1.0


learned_gain = tf.Variable(1.5)
layers = [Layer(scale=0.5), Layer(activation=tf.tanh), Layer()]
x = tf.random.normal([4, 3])
with tf.GradientTape() as tape:
    for layer in layers:
        x = layer(x)
    factor = gain(bias=1.0)
    with suppress(KeyError, ZeroDivisionError):
        factor = factor * layers[0].options["missing"]
    loss = tf.reduce_mean(x**2) * factor
print(tape.gradient(loss, learned_gain).numpy(), [tape.watched_variables()[i].shape for i in range(2)])
