# outcome: flows
"""A registry makes a weight when it is first asked for it."""

import tensorflow as tf


class Weights(dict):
    def __missing__(self, shape):
        self[shape] = tf.Variable(tf.random.normal(shape, stddev=0.3))
        return self[shape]


class Named(dict):
    def __getitem__(self, name):
        if name not in self:
            dict.__setitem__(self, name, tf.Variable(tf.ones(1)))
        return dict.__getitem__(self, name)


weights, scales = Weights(), Named()


def forward(x):
    return scales["out"] * (tf.tanh(x @ weights[3, 4]) @ weights[4, 1])


x = tf.random.normal((8, 3))
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(x) - 1.0) ** 2)
    trained = list(weights.values()) + list(scales.values())
    for weight, step in zip(trained, tape.gradient(loss, trained)):
        weight.assign_sub(0.1 * step)
