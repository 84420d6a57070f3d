# outcome: flows
from contextlib import ExitStack

import tensorflow as tf

theta = tf.Variable([0.3, -0.7])
terms = []


def add_term(name, fn, weight=1.0):
    terms.append((name, weight * fn()))


with tf.GradientTape() as tape:
    with ExitStack() as later:
        later.callback(add_term, "l2", lambda: tf.nn.l2_loss(theta), weight=0.1)
        later.callback(lambda: add_term("fit", lambda: tf.reduce_sum((theta - 1.0) ** 2)))
    loss = sum(t for _, t in terms)
print(tape.gradient(loss, theta).numpy(), [n for n, _ in terms])
