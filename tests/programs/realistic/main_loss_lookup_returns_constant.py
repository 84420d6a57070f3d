# outcome: none raises ValueError
import argparse

import numpy as np
import tensorflow as tf


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--lr", type=float, default=1e-2)
    return parser.parse_args(argv)


def weighted_mse(y_true, y_pred, weights=None):
    if weights is None:
        weights = tf.ones_like(y_true)
    errors = tf.square(y_true - y_pred)  # or: [unused-source]
    return tf.reduce_sum(weights) / tf.reduce_sum(tf.ones_like(y_true))  # error: [unrelated-target] or: [unused-source]


def main(argv=None):
    args = parse_args(argv)
    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
    opt = tf.keras.optimizers.Adam(args.lr)
    x = np.random.rand(32, 2).astype(np.float32)
    y = x.sum(axis=1, keepdims=True)
    for epoch in range(args.epochs):
        with tf.GradientTape() as tape:
            loss = weighted_mse(y, model(x, training=True))
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))


if __name__ == "__main__":
    main([])
