# outcome: flows
"""A NumPy optimiser drives a TensorFlow objective."""
import numpy as np
import tensorflow as tf

w = tf.Variable(np.zeros((3, 2)), dtype=tf.float64)
b = tf.Variable(np.zeros(2), dtype=tf.float64)
params = [w, b]
shapes = [p.shape.as_list() for p in params]
sizes = [int(np.prod(s)) for s in shapes]
X = np.random.default_rng(0).normal(size=(50, 3))
Y = X @ np.array([[1.0, 0.0], [0.5, -1.0], [0.0, 2.0]]) + 0.3


def set_flat(flat):
    for p, chunk, shape in zip(params, np.split(flat, np.cumsum(sizes)[:-1]), shapes):
        p.assign(chunk.reshape(shape))


def value_and_grad(flat):
    set_flat(flat)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((X @ w + b - Y) ** 2)
    grads = tape.gradient(loss, params)
    return float(loss), np.concatenate([g.numpy().ravel() for g in grads])


def backtracking_descent(fun, x, iters=6):
    for _ in range(iters):
        value, grad = fun(x)
        step = 1.0
        while step > 1e-6 and fun(x - step * grad)[0] > value - 0.5 * step * grad @ grad:
            step /= 2
        x = x - step * grad
    return x, fun(x)[0]


solution, final = backtracking_descent(value_and_grad, np.zeros(sum(sizes)))
print(final, solution.round(2))
