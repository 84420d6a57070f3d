# outcome: none raises ValueError
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Config:
    bits: int = 4
    quantize: bool = True
    lr: float = 0.01


class Regressor(tf.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.w = tf.Variable([[0.4], [-0.7]])

    def weights(self):
        if not self.config.quantize:
            return self.w
        levels = 2.0**self.config.bits
        return tf.round(self.w * levels) / levels  # error: [non-differentiable-op]

    def __call__(self, x):
        return x @ self.weights()


config = Config()
model = Regressor(config)
optimizer = tf.keras.optimizers.SGD(config.lr)
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x) ** 2)
grads = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(grads, model.trainable_variables))
