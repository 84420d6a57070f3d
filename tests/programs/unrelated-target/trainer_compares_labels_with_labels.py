# outcome: none raises ValueError
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


@dataclass
class Config:
    hidden: int = 16
    lr: float = 1e-2
    epochs: int = 2
    batch_size: int = 32


class Trainer:
    def __init__(self, model, cfg):
        self.model = model
        self.cfg = cfg
        self.opt = tf.keras.optimizers.Adam(cfg.lr)
        self.loss_fn = tf.keras.losses.MeanSquaredError()

    def step(self, batch_x, batch_y):
        with tf.GradientTape() as tape:
            out = self.model(batch_x, training=True)
            loss = self.loss_fn(batch_y, batch_y)  # error: [unrelated-target]
        grads = tape.gradient(loss, self.model.trainable_variables)
        self.opt.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss

    def fit(self, ds):
        for epoch in range(self.cfg.epochs):
            for bx, by in ds:
                loss = self.step(bx, by)
            print("epoch", epoch, "loss", loss.numpy())


cfg = Config()
x = np.random.randn(128, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(128).batch(cfg.batch_size)
net = tf.keras.Sequential([layers.Dense(cfg.hidden, activation="relu"), layers.Dense(1)])
Trainer(net, cfg).fit(ds)
