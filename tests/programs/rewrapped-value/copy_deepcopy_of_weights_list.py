# outcome: none
import copy

import tensorflow as tf

theta = [tf.Variable(tf.ones((2, 2))), tf.Variable(tf.zeros(2))]


def forward(x, p):
    return tf.matmul(x, p[0]) + p[1]


x = tf.ones((3, 2))
with tf.GradientTape() as tape:
    snapshot = copy.deepcopy(theta)  # error: [rewrapped-value] or: [leaves-tensorflow]
    loss = tf.reduce_sum(forward(x, snapshot) ** 2)
print(tape.gradient(loss, theta))  # or: [foreign-sources]
