# outcome: flows
from multiprocessing.pool import ThreadPool

import numpy as np
import tensorflow as tf

weight = tf.Variable([1.0, 2.0])


def load(seed):
    return np.random.default_rng(seed).normal(size=2).astype("float32")


with ThreadPool(2) as pool, tf.GradientTape() as tape:
    rows = tf.stack(pool.map(load, range(4)))
    first = pool.apply_async(load, (7,)).get()
    loss = tf.reduce_sum(tf.square(rows * weight - first))
print(tape.gradient(loss, weight))
