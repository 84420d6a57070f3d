# outcome: flows
import random

import tensorflow as tf

w = tf.Variable([1.0, 2.0])
attempts = 0


class Flaky(Exception):
    pass


def fetch(i):
    global attempts
    attempts += 1
    if attempts < 2:
        raise Flaky("try again")
    return tf.random.normal([4, 2])


def retry(fn, times=3, errors=(Flaky,)):
    for i in range(times):
        try:
            return fn(i)
        except errors:
            if i == times - 1:
                raise


def loss_once(i):
    if i == 0:
        raise Flaky
    return tf.reduce_mean(tf.linalg.matvec(batch, w) ** 2)


batch = retry(fetch)
with tf.GradientTape() as tape:
    loss = retry(loss_once)
print(tape.gradient(loss, w).numpy(), attempts)
