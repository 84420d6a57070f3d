# outcome: flows
"""A wrapper that traces only where nothing runs eagerly, as code for both versions has it."""
import functools
import tensorflow as tf


def has_eager():
    with tf.init_scope():
        return tf.executing_eagerly()


def function_in_tf1(*args, **kwargs):
    def maybe_wrap(fn):
        wrapped = [None]

        @functools.wraps(fn)
        def inner(*a, **k):
            if has_eager():
                return fn(*a, **k)
            if wrapped[0] is None:
                wrapped[0] = tf.function(*((fn,) + args), **kwargs)
            return wrapped[0](*a, **k)

        return inner

    return maybe_wrap


def action(x):
    def one():
        return tf.constant(x + 1, shape=(1,))
    return tf.case([(tf.equal(x, 0), one)], exclusive=True)


act = function_in_tf1(reduce_retracing=False)(action)
print(act(tf.constant(0)))
w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    loss = w * tf.cast(act(tf.constant(0)), tf.float32)
print(tape.gradient(loss, w))
