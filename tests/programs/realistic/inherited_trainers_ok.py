# outcome: flows
from abc import ABC, abstractmethod

import numpy as np
import tensorflow.compat.v2 as tf


class BaseTrainer(ABC):
    def __init__(self, model, lr):
        self.model = model
        self.opt = tf.keras.optimizers.Adam(lr)
        self.log = []

    @abstractmethod
    def compute_loss(self, batch):
        ...

    def on_step_end(self, loss):
        self.log.append(float(loss))

    def step(self, batch):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(batch)
        variables = self.model.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.on_step_end(loss)


class RegressionTrainer(BaseTrainer):
    def __init__(self, model, lr=1e-3, delta=1.0):
        super().__init__(model, lr)
        self.huber = tf.keras.losses.Huber(delta)

    def compute_loss(self, batch):
        x, y = batch
        return self.huber(y, self.model(x))


class RegularizedTrainer(RegressionTrainer):
    def __init__(self, *args, weight=1e-3, **kwargs):
        super().__init__(*args, **kwargs)
        self.weight = weight

    def compute_loss(self, batch):
        penalty = tf.add_n([tf.nn.l2_loss(v) for v in self.model.trainable_variables])
        return super().compute_loss(batch) + self.weight * penalty


net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
trainer = RegularizedTrainer(net, lr=0.01, weight=1e-2)
for _ in range(3):
    x = np.random.rand(10, 3).astype("float32")
    trainer.step((x, x.mean(1, keepdims=True)))
print(trainer.log)
