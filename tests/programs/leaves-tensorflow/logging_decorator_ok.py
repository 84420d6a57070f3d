# outcome: flows
import functools

import tensorflow as tf

history = []


def logged(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        result = fn(*args, **kwargs)
        history.append(float(result))
        return result

    return wrapper


@logged
def loss_fn(w, x):
    return tf.reduce_mean(tf.square(w * x))


w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = loss_fn(w, tf.constant([1.0, 2.0]))
print(tape.gradient(loss, w), history)
