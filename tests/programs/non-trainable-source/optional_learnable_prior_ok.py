# outcome: flows
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class PriorConfig:
    init: float = 0.0
    learnable: bool = False


class Prior(tf.Module):
    def __init__(self, cfg: PriorConfig):
        super().__init__()
        self.mean = tf.Variable(cfg.init, trainable=cfg.learnable)

    def nll(self, z):
        return 0.5 * tf.reduce_mean((z - self.mean) ** 2)


prior = Prior(PriorConfig(init=0.5))
z = tf.random.normal((10,), 2.0)
for _ in range(2):
    with tf.GradientTape() as tape:
        tape.watch(prior.mean)
        loss = prior.nll(z)
    prior.mean.assign_sub(0.1 * tape.gradient(loss, prior.mean))
