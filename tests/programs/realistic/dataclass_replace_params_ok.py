# outcome: flows
"""Functional updates of a frozen dataclass of parameters."""
from dataclasses import dataclass, replace

import tensorflow as tf


@dataclass(frozen=True)
class Params:
    w: tf.Tensor
    b: tf.Tensor
    scale: float = 1.0


def predict(p, x):
    return p.scale * (x * p.w + p.b)


x = tf.constant([0.0, 1.0, 2.0])
y = 3.0 * x - 1.0
p = Params(tf.constant(0.0), tf.constant(0.0), scale=0.5)
for _ in range(3):
    with tf.GradientTape() as tape:
        tape.watch([p.w, p.b])
        loss = tf.reduce_mean((predict(replace(p, scale=2.0), x) - y) ** 2)
    gw, gb = tape.gradient(loss, [p.w, p.b])
    p = replace(p, w=p.w - 0.01 * gw, b=p.b - 0.01 * gb)
print(p)
