# outcome: none
import tensorflow as tf


def init(sizes):
    params = []
    for n, m in zip(sizes, sizes[1:]):
        params.append(tf.random.normal((n, m)) * 0.1)  # error: [unwatched-source]
    return params


def mlp(params, x):
    *hidden, last = params
    for w in hidden:
        x = tf.nn.relu(x @ w)
    return x @ last


params = init([3, 8, 1])  # or: [unwatched-source]
x, y = tf.random.normal((10, 3)), tf.random.normal((10, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((mlp(params, x) - y) ** 2)
grads = tape.gradient(loss, params)  # or: [unwatched-source]
print(grads)
