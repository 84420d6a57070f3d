# outcome: flows
from dataclasses import dataclass, field

import numpy as np
import tensorflow as tf


@dataclass
class LinearParams:
    w: tf.Variable = field(default_factory=lambda: tf.Variable(tf.random.normal([3, 1])))
    b: tf.Variable = field(default_factory=lambda: tf.Variable([0.0]))

    def __iter__(self):
        yield self.w
        yield self.b

    def __call__(self, x):
        return x @ self.w + self.b


@dataclass(frozen=True)
class Config:
    lr: float = 0.1
    epochs: int = 4
    n_log: int = epochs // 2


cfg = Config()
params = LinearParams()
x = tf.constant(np.random.randn(32, 3), tf.float32)
y = x @ tf.constant([[1.0], [-2.0], [0.5]])
for epoch in range(cfg.epochs):
    with tf.GradientTape() as tape:
        err = params(x) - y
        loss = tf.reduce_mean(err**2)
    for p, g in zip(params, tape.gradient(loss, list(params))):
        p.assign_sub(cfg.lr * g)
    if epoch % cfg.n_log == 0:
        print(epoch, float(loss), np.sqrt(loss))
