# outcome: flows
from functools import partial

import tensorflow as tf


def make_trainer(model, loss_fn, *, lr=0.05, log_every=2):
    opt = tf.keras.optimizers.SGD(lr)
    count, history = 0, []

    def report(value):
        nonlocal count
        count += 1
        if (n := count) % log_every == 0:
            history.append((n, round(float(value), 4)))

    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(model(x), y)
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
        report(loss)
        return loss

    return step, history


def elastic(pred, target, *, delta, kind="huber"):
    err = pred - target
    match kind:
        case "huber":
            small = tf.abs(err) <= delta
            return tf.reduce_mean(tf.where(small, 0.5 * err**2, delta * (tf.abs(err) - 0.5 * delta)))
        case "l1":
            return tf.reduce_mean(tf.abs(err))
        case _:
            raise ValueError(kind)


net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
x = tf.random.normal((10, 2))
for kind in ("huber", "l1"):
    step, history = make_trainer(net, partial(elastic, delta=1.0, kind=kind))
    for _ in range(4):
        step(x, tf.reduce_sum(x, 1, keepdims=True))
    print(kind, history)
