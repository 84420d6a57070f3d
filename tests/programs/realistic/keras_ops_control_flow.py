# outcome: flows
import keras
import tensorflow as tf
from keras import ops

k = keras.Variable(1.5, name="k")
w = keras.Variable(ops.ones((3,)) * 0.2, name="w")


def euler(x0, steps):
    return ops.fori_loop(0, steps, lambda i, x: x - 0.1 * k * x, x0)


def rnn(xs):
    def cell(carry, x):
        new = ops.tanh(carry + ops.sum(w * x))
        return new, new

    last, ys = ops.scan(cell, ops.zeros(()), xs)
    return last + ops.mean(ys)


def shrink(x):
    return ops.while_loop(lambda v: ops.sum(v) > 1.0, lambda v: (v * ops.sigmoid(k),), (x,))[0]


xs = keras.random.uniform((6, 3))
with tf.GradientTape(persistent=True) as tape:
    a = euler(ops.convert_to_tensor(2.0), 5)
    b = rnn(xs)
    c = ops.sum(shrink(ops.convert_to_tensor([2.0, 3.0])))
    d = ops.cond(ops.convert_to_tensor(True), lambda: k * 2.0, lambda: k - 1.0)
    e = ops.sum(ops.vectorized_map(lambda row: ops.sum(row * w), xs))
print(*(tape.gradient(v, k).numpy() for v in (a, c, d)))
print(tape.gradient(b, w).shape, tape.gradient(e, w).shape)
