# outcome: raises AttributeError
import functools
import time

import tensorflow as tf


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        t0 = time.perf_counter()
        value = fn(*args, **kwargs).numpy()  # error: [leaves-tensorflow]
        print(f"{fn.__name__} {value:.4f} in {time.perf_counter() - t0:.3f}s")
        return value

    return wrapper


w = tf.Variable([[0.3], [0.1]])


@timed
def mse(x, y):
    return tf.reduce_mean((x @ w - y) ** 2)


x = tf.random.normal((5, 2))
y = tf.random.normal((5, 1))
with tf.GradientTape() as tape:
    loss = mse(x, y)
print(tape.gradient(loss, w))
