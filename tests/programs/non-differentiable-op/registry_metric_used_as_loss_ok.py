# outcome: flows
"""Trains with the loss named in a config."""
from dataclasses import dataclass

import tensorflow as tf
from tensorflow import keras

LOSSES = {}


def register(name):
    def add(fn):
        LOSSES[name] = fn
        return fn

    return add


@register("xent")
def cross_entropy(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


@register("error")
def error_rate(labels, logits):
    guess = tf.argmax(logits, axis=-1, output_type=tf.int32)
    return 1.0 - tf.reduce_mean(tf.cast(guess == labels, tf.float32))


@dataclass
class Config:
    loss: str = "xent"
    report: str = "error"
    lr: float = 0.01
    steps: int = 2


def main(cfg: Config):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    opt = keras.optimizers.Adam(cfg.lr)
    loss_fn = LOSSES[cfg.loss]
    x = tf.random.normal((12, 4))
    y = tf.random.uniform((12,), maxval=3, dtype=tf.int32)
    for _ in range(cfg.steps):
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            loss = loss_fn(y, logits)
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
        print(LOSSES[cfg.report](y, logits).numpy())


if __name__ == "__main__":
    main(Config())
