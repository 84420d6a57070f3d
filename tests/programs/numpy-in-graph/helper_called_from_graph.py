# outcome: raises NotImplementedError
import numpy as np
import tensorflow as tf

w = tf.Variable(tf.random.normal((4,)))


def rmse(a, b):
    return np.sqrt(np.mean((a - b) ** 2))  # error: [numpy-in-graph]


@tf.function
def loss_and_grad(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((x * w - y) ** 2)
    error = rmse(x * w, y)
    return loss, error, tape.gradient(loss, w)


print(loss_and_grad(tf.ones((4,)), tf.zeros((4,))))
