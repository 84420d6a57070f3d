# outcome: flows
"""Matrix factorisation for ratings, run as a script."""
import argparse

import numpy as np
import tensorflow as tf


def load_ratings(n, users, items, seed):
    rng = np.random.default_rng(seed)
    return (
        rng.integers(0, users, n),
        rng.integers(0, items, n),
        rng.uniform(1, 5, n).astype(np.float32),
    )


class Factors:
    def __init__(self, users, items, rank):
        init = tf.random_normal_initializer(stddev=0.1)
        self.user = tf.Variable(init((users, rank)), name="user")
        self.item = tf.Variable(init((items, rank)), name="item")

    @property
    def variables(self):
        return [self.user, self.item]

    def predict(self, users, items):
        u = tf.nn.embedding_lookup(self.user, users)
        v = tf.nn.embedding_lookup(self.item, items)
        return tf.reduce_sum(u * v, axis=1)


def train(args):
    users, items, ratings = load_ratings(64, 10, 12, args.seed)
    factors = Factors(10, 12, args.rank)
    optimizer = tf.keras.optimizers.Adagrad(args.lr)
    for epoch in range(args.epochs):
        before = factors.predict(users, items)
        with tf.GradientTape() as tape:
            error = factors.predict(users, items) - ratings
            loss = tf.reduce_mean(error**2)
        grads = tape.gradient(loss, factors.variables)
        optimizer.apply_gradients(zip(grads, factors.variables))
        moved = tf.reduce_mean(tf.abs(factors.predict(users, items) - before))
        print(f"epoch {epoch} loss {loss.numpy():.3f} moved {moved.numpy():.3f}")


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rank", type=int, default=3)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    train(parser.parse_args(argv))


if __name__ == "__main__":
    main()
