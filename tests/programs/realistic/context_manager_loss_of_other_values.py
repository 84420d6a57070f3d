# outcome: none raises ValueError
from contextlib import contextmanager

import tensorflow as tf

theta = tf.Variable([2.0, -1.0])
target = tf.constant([0.5, 0.5])
start = tf.constant([2.0, -1.0])
optimizer = tf.keras.optimizers.SGD(0.1)


@contextmanager
def optimise(variables):
    box = {}
    with tf.GradientTape() as tape:
        yield box
    grads = tape.gradient(box["loss"], variables)
    optimizer.apply_gradients(zip(grads, variables))


for _ in range(3):
    with optimise([theta]) as step:
        step["loss"] = tf.reduce_sum((start - target) ** 2)  # error: [unrelated-target]
