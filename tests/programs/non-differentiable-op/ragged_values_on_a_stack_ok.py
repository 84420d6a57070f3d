# outcome: flows
"""A tape on a stack of managers, and functions that get what a list holds."""

import contextlib
import functools

import tensorflow as tf

rates = tf.Variable([0.3, 0.8, 1.2])


class Recording(contextlib.ExitStack):
    def __enter__(self):
        super().__enter__()
        self.tape = self.enter_context(tf.GradientTape())
        return self


def narrowest(*widths):
    return functools.reduce(tf.minimum, widths)


def shape(*, low, mid, high):
    return narrowest(low * 3.0, mid, high) + low


with Recording() as recording:
    named = dict(zip(("low", "mid", "high"), tf.unstack(tf.exp(rates))))
    loss = shape(**named) + narrowest(*tf.unstack(rates))
print(recording.tape.gradient(loss, rates))

with contextlib.ExitStack() as stack:
    tape = stack.enter_context(tf.GradientTape())
    rows = tf.ragged.constant([[9.99, 10.49], [20.0]])
    priced = tf.ragged.map_flat_values(tf.sqrt, rows * tf.exp(rates)[:2, None])
    loss = tf.reduce_sum(priced)
print(tape.gradient(loss, rates))
