# outcome: none
import tensorflow as tf


def parts(values):
    for value in values:
        yield value * 2.0


def all_parts(values):
    yield from parts(values)
    yield values[0]


w = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    loss = 0.0
    for part in all_parts([w[0], w[1]]):
        loss = loss + tf.round(part)  # error: [non-differentiable-op]
print(tape.gradient(loss, w))
