# outcome: flows
import numbers
from typing import Protocol, runtime_checkable

import keras
import numpy as np
import tensorflow as tf


@runtime_checkable
class SupportsLoss(Protocol):
    def loss(self, x): ...


class Ridge:
    def __init__(self):
        self.w = tf.Variable(tf.ones([3]))

    def loss(self, x):
        return tf.reduce_mean(tf.linalg.matvec(x, self.w) ** 2)


def as_weight(value):
    if isinstance(value, numbers.Number):
        return tf.constant(float(value)) * scale
    if isinstance(value, np.floating):
        return scale * value.item()
    return tf.zeros([])


def evaluate(criterion, y, p):
    if isinstance(criterion, keras.losses.Loss):
        return criterion(y, p)
    if isinstance(criterion, SupportsLoss):
        return criterion.loss(p)
    if callable(criterion):
        return tf.reduce_mean(criterion(y, p))
    return tf.constant(0.0)


def step(optimizer, loss, tape, variables):
    grads = tape.gradient(loss, variables)
    if isinstance(optimizer, keras.optimizers.Optimizer):
        optimizer.apply_gradients(zip(grads, variables))
    else:
        for v, g in zip(variables, grads):
            v.assign_sub(optimizer * g)


scale = tf.Variable(0.5)
model = keras.layers.Dense(3)
ridge = Ridge()
x, y = tf.random.normal([6, 2]), tf.random.normal([6, 3])
for optimizer in (keras.optimizers.SGD(0.1), 0.1):
    with tf.GradientTape() as tape:
        pred = model(x)
        terms = [keras.losses.MeanSquaredError(), ridge, lambda a, b: tf.abs(a - b)]
        loss = tf.add_n([evaluate(t, y, pred) for t in terms])
        loss *= as_weight(2) + as_weight(np.float32(1.5))
    step(optimizer, loss, tape, [scale, ridge.w, *model.trainable_variables])
print(float(loss))
