# outcome: flows
from contextlib import suppress

import tensorflow as tf

w = tf.Variable([1.0, -1.0])
batch = {"x": tf.constant([0.5, 2.0]), "n": 0}
with tf.GradientTape() as tape:
    loss = tf.reduce_sum((w * batch["x"]) ** 2)
    with suppress(KeyError):
        loss = tf.reduce_mean(batch["target"])
    with suppress(ZeroDivisionError):
        loss = tf.constant(1.0 / batch["n"])
    with suppress(AttributeError, TypeError):
        loss = tf.reduce_sum(None.values)
print(tape.gradient(loss, w).numpy())


def first_result(*candidates):
    for make in candidates:
        try:
            value = make()
        except Exception:
            continue
        if value is not None:
            return value
    raise LookupError


with tf.GradientTape() as tape:
    y = first_result(lambda: None, lambda: batch["missing"], lambda: int("x"), lambda: tf.reduce_prod(w) * 3.0)
print(tape.gradient(y, w).numpy())
