# outcome: none raises ValueError
from abc import ABC, abstractmethod

import numpy as np
import tensorflow.compat.v2 as tf


class BaseTrainer(ABC):
    def __init__(self, model, lr):
        self.model = model
        self.opt = tf.keras.optimizers.Adam(lr)

    @abstractmethod
    def compute_loss(self, batch):
        ...

    def step(self, batch):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(batch)
        variables = self.model.trainable_variables
        self.opt.apply_gradients(zip(tape.gradient(loss, variables), variables))


class RegressionTrainer(BaseTrainer):
    def compute_loss(self, batch):
        x, y = batch
        return tf.reduce_mean(tf.square(y - self.model(x)))


class WeightedTrainer(RegressionTrainer):
    def __init__(self, model, lr, weights):
        super().__init__(model, lr)
        self.weights = tf.constant(weights)

    def compute_loss(self, batch):
        data_term = super().compute_loss(batch)  # or: [unused-source]
        x, y = batch
        return tf.reduce_mean(self.weights * tf.square(y))  # error: [unrelated-target] or: [unused-source]


net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
trainer = WeightedTrainer(net, 0.01, np.ones((10, 1), dtype="float32"))
for _ in range(3):
    x = np.random.rand(10, 3).astype("float32")
    trainer.step((x, x.mean(1, keepdims=True)))
