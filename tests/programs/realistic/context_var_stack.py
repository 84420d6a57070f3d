# outcome: flows
import contextlib

import tensorflow as tf

_STACK = [{"train": False, "rate": 0.0}]


@contextlib.contextmanager
def scope(**overrides):
    _STACK.append({**_STACK[-1], **overrides})
    try:
        yield _STACK[-1]
    finally:
        _STACK.pop()


def dropout(x):
    cfg = _STACK[-1]
    if not cfg["train"]:
        return x
    return tf.nn.dropout(x, rate=cfg["rate"])


@contextlib.contextmanager
def no_grad(tape):
    with tape.stop_recording():
        yield


w = tf.Variable(tf.random.normal([4, 1]))
x = tf.random.normal([8, 4])
with scope(train=True, rate=0.3), tf.GradientTape() as tape:
    pred = dropout(x) @ w
    loss = tf.reduce_mean((pred - 1.0) ** 2)
    with no_grad(tape):
        baseline = tf.reduce_mean(dropout(x) @ w)
    loss = loss / (tf.abs(baseline) + 1.0)
print(tape.gradient(loss, w).shape, len(_STACK))
