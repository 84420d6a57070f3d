# outcome: flows
import argparse
import tempfile

import numpy as np
import tensorflow as tf


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--lr", type=float, default=1e-2)
    parser.add_argument("--loss", choices=["mse", "mae"], default="mse")
    return parser.parse_args(argv)


def get_loss(name):
    return {
        "mse": lambda y, p: tf.reduce_mean(tf.square(y - p)),
        "mae": lambda y, p: tf.reduce_mean(tf.abs(y - p)),
    }[name]


def make_dataset(n=32):
    x = np.random.rand(n, 2).astype(np.float32)
    y = tf.py_function(lambda v: np.asarray(v).sum(1, keepdims=True), [x], tf.float32)
    return tf.data.Dataset.from_tensor_slices((x, y)).shuffle(n).batch(8).prefetch(1)


def main(argv=None):
    args = parse_args(argv)
    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
    opt = tf.keras.optimizers.Adam(args.lr)
    loss_fn = get_loss(args.loss)
    step = tf.Variable(0, dtype=tf.int64, trainable=False)
    ckpt = tf.train.Checkpoint(model=model, step=step)
    best = np.inf
    with tempfile.TemporaryDirectory() as folder:
        manager = tf.train.CheckpointManager(ckpt, folder, max_to_keep=1)
        for epoch in range(args.epochs):
            total = 0.0
            for x, y in make_dataset():
                with tf.GradientTape() as tape:
                    loss = loss_fn(y, model(x, training=True))
                    step.assign_add(1)
                grads = tape.gradient(loss, model.trainable_variables)
                opt.apply_gradients(zip(grads, model.trainable_variables))
                total += loss.numpy()
            if total < best:
                best = total
                manager.save()
            print(f"epoch {epoch + 1}/{args.epochs} step {int(step)} loss {total:.4f}")


if __name__ == "__main__":
    main([])
