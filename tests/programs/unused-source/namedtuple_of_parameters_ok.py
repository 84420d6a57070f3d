# outcome: flows
from typing import NamedTuple

import tensorflow as tf


class Params(NamedTuple):
    amplitude: tf.Variable
    frequency: tf.Variable
    phase: tf.Variable
    name: str = "sine"


def model(p, t):
    return p.amplitude * tf.sin(p.frequency * t + p.phase)


params = Params(tf.Variable(0.8), tf.Variable(1.1), phase=tf.Variable(0.2))
t = tf.linspace(0.0, 6.0, 40)
signal = tf.sin(t + 0.5)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(params, t) - signal) ** 2)
    *grads, = tape.gradient(loss, params[:3])
    for p, g in zip(params[:3], grads):
        p.assign_sub(0.1 * g)
print(params.name, params.phase.numpy())
