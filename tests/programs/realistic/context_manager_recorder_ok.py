# outcome: flows
from contextlib import contextmanager

import tensorflow as tf


class Session:
    def __init__(self, variables, optimizer):
        self.variables = variables
        self.optimizer = optimizer
        self.history = []

    @contextmanager
    def minimize(self):
        box = {}
        with tf.GradientTape() as tape:
            yield box
        grads = tape.gradient(box["loss"], self.variables)
        self.optimizer.apply_gradients(zip(grads, self.variables))
        self.history.append(float(box["loss"]))


theta = tf.Variable([2.0, -1.0])
session = Session([theta], tf.keras.optimizers.SGD(0.1))
for _ in range(5):
    with session.minimize() as step:
        step["loss"] = tf.reduce_sum(theta**2) + 0.1 * tf.reduce_sum(tf.abs(theta))
print(session.history)
