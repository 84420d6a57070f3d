# outcome: flows
from __future__ import annotations
import abc
from functools import partial
from pathlib import Path
from typing import Any, Iterable
import json
import tensorflow as tf


class Objective(abc.ABC):
    @abc.abstractmethod
    def __call__(self, y, p): ...

    def metric(self, y, p) -> dict[str, Any]:
        return {}


class Classification(Objective):
    def __init__(self, smoothing: float = 0.1, classes: int = 3):
        self.smoothing, self.classes = smoothing, classes

    def __call__(self, y, p):
        target = tf.one_hot(y, self.classes) * (1 - self.smoothing) + self.smoothing / self.classes
        return tf.reduce_mean(tf.keras.losses.categorical_crossentropy(target, p, from_logits=True))

    def metric(self, y, p):
        cm = tf.math.confusion_matrix(y, tf.argmax(p, 1), self.classes)
        return {"cm": cm.numpy().tolist()}


class Trainer:
    objective: Objective

    def __init__(self, model, objective, make_opt=partial(tf.keras.optimizers.SGD, momentum=0.9)):
        self.model, self.objective, self.opt = model, objective, make_opt(0.05)
        self.logs: list[dict] = []

    def gradients(self, x, y):
        with tf.GradientTape() as tape:
            out = self.model(x, training=True)
            loss = self.objective(y, out)
        return loss, out, tape.gradient(loss, self.model.trainable_variables)

    def fit(self, data: Iterable, on_step=None) -> Trainer:
        for i, (x, y) in enumerate(data, start=1):
            loss, out, grads = self.gradients(x, y)
            self.opt.apply_gradients(zip(grads, self.model.trainable_variables))
            row = {"step": i, "loss": loss.numpy().item(), **self.objective.metric(y, out)}
            self.logs.append(row)
            if on_step is not None:
                on_step(row)
        return self


def batches(n: int):
    while n > 0:
        x = tf.random.normal((9, 4))
        yield x, tf.cast(tf.clip_by_value(tf.math.floor(x[:, 0] + 1.5), 0, 2), tf.int32)
        n -= 1


net = tf.keras.Sequential([tf.keras.layers.Dense(8, activation=tf.nn.swish), tf.keras.layers.Dense(3)])
t = Trainer(net, Classification()).fit(batches(3), on_step=lambda r: print(r["step"], r["loss"]))
print(json.dumps(t.logs)[:40], Path("x").suffix)
