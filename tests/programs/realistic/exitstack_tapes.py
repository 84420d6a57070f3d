# outcome: flows
from contextlib import ExitStack, nullcontext

import tensorflow as tf

nets = {n: tf.keras.layers.Dense(1) for n in ("a", "b", "c")}
x = tf.random.normal([4, 3])
with ExitStack() as stack:
    tapes = {n: stack.enter_context(tf.GradientTape()) for n in nets}
    out = {n: net(x) for n, net in nets.items()}
    losses = {n: tf.reduce_mean((out[n] - 1.0) ** 2) for n in nets}
for n, tape in tapes.items():
    print(n, [g.shape for g in tape.gradient(losses[n], nets[n].trainable_variables)])


def evaluate(train):
    ctx = tf.GradientTape() if train else nullcontext()
    with ctx as tape:
        loss = tf.reduce_sum(nets["a"](x))
    if tape is not None:
        return tape.gradient(loss, nets["a"].trainable_variables)
    return None


print(len(evaluate(True)), evaluate(False))
