# outcome: part
"""Multi-task training: a dict of heads over one encoder; segmentation's logits are thresholded."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

import tensorflow as tf
from tensorflow import keras


@dataclass
class Task:
    name: str
    units: int
    loss: Callable
    weight: float = 1.0
    head: keras.layers.Layer | None = field(default=None, repr=False)


def dice(y, logits):
    mask = tf.cast(tf.sigmoid(logits) > 0.5, tf.float32)  # warning: [non-differentiable-op] or: [integer-dtype]
    inter = tf.reduce_sum(mask * y)
    return 1.0 - 2.0 * inter / (tf.reduce_sum(mask) + tf.reduce_sum(y) + 1e-6)


def mse(y, pred):
    return tf.reduce_mean(tf.square(y - pred))


tasks = [Task("depth", 1, mse), Task("mask", 6, dice, weight=0.5)]
trunk = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu")])
for task in tasks:
    task.head = keras.layers.Dense(task.units, name=task.name)
    task.head.build((None, 8))

x = tf.random.normal((7, 5))
labels = {"depth": tf.random.normal((7, 1)), "mask": tf.cast(tf.random.uniform((7, 6)) > 0.5, tf.float32)}
variables = list(trunk.trainable_variables)
for task in tasks:
    variables += task.head.trainable_variables
opt = keras.optimizers.AdamW(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        h = trunk(x)
        total = tf.add_n([t.weight * t.loss(labels[t.name], t.head(h)) for t in tasks])
    grads = tape.gradient(total, variables)
    opt.apply_gradients(zip(grads, variables))
