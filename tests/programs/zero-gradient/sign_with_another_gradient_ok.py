# outcome: flows
"""A graph gives `Sign` another gradient, as binary nets did."""

import tensorflow as tf


@tf.RegisterGradient("PassedOn")
def _passed_on(op, upstream):
    return upstream


@tf.function
def binary(x):
    graph = tf.compat.v1.get_default_graph()
    with graph.gradient_override_map({"Sign": "PassedOn"}):
        return tf.sign(x)


w = tf.Variable([0.3, -1.7])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum((binary(w) - 0.5) ** 2)
w.assign_sub(0.1 * tape.gradient(loss, w))
