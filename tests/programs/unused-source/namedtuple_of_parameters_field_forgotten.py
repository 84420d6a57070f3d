# outcome: part
from typing import NamedTuple

import tensorflow as tf


class Params(NamedTuple):
    amplitude: tf.Variable
    frequency: tf.Variable
    phase: tf.Variable


def model(p, t):
    return p.amplitude * tf.sin(p.frequency * t)


params = Params(
    amplitude=tf.Variable(0.8),
    frequency=tf.Variable(1.1),
    phase=tf.Variable(0.2),  # warning: [unused-source]
)
t = tf.linspace(0.0, 6.0, 40)
signal = tf.sin(t + 0.5)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(params, t) - signal) ** 2)
    grads = tape.gradient(loss, params)
    for p, g in zip(params, grads):
        if g is not None:
            p.assign_sub(0.1 * g)
