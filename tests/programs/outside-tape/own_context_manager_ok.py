# outcome: flows
from contextlib import contextmanager

import tensorflow as tf


@contextmanager
def recording(name):
    with tf.GradientTape() as tape:
        yield tape
    print("recorded", name)


weight = tf.Variable([1.0, -2.0])
with recording("forward pass") as tape:
    activations = tf.nn.softplus(weight)
    loss = tf.reduce_sum(activations**2)
print(tape.gradient(loss, weight))
