# outcome: flows
import numpy as np
import tensorflow as tf

w = tf.Variable(tf.random.normal((4,)))


def rmse(a, b):
    return np.sqrt(np.mean((a - b) ** 2))


@tf.function
def loss_and_grad(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((x * w - y) ** 2)
    return loss, tape.gradient(loss, w)


x, y = tf.ones((4,)), tf.zeros((4,))
print(loss_and_grad(x, y), rmse(x * w, y))
