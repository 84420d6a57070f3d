# outcome: flows
from contextlib import ExitStack, nullcontext

import tensorflow as tf

v = tf.Variable([1.0, 2.0])


def evaluate(train):
    with tf.GradientTape() if train else nullcontext() as tape:
        loss = tf.reduce_sum(tf.math.log1p(v**2))
    return (loss, tape.gradient(loss, v)) if train else (loss, None)


print(evaluate(False), evaluate(True))
with ExitStack() as stack:
    tapes = [stack.enter_context(tf.GradientTape()) for _ in range(3)]
    loss = tf.reduce_prod(v)
for tape in tapes:
    print(tape.gradient(loss, v).numpy())
