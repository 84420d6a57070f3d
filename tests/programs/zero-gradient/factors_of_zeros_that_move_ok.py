# outcome: flows
import numpy as np
import tensorflow as tf

x = tf.random.normal((6, 3))


def asked(loss, weights):
    with tf.GradientTape() as tape:
        value = loss()
    for weight, slope in zip(weights, tape.gradient(value, weights)):
        weight.assign_sub(0.1 * slope)


# Another way leads to one of the factors.
gate, scale = tf.Variable(tf.zeros(3)), tf.Variable(tf.zeros(3))
for _ in range(2):
    asked(lambda: tf.reduce_sum((x * gate * scale + gate - 1.0) ** 2), [gate])
    asked(lambda: tf.reduce_sum((x * gate * scale + gate - 1.0) ** 2), [gate, scale])

# They are given numbers before they are used.
down, up = tf.Variable(tf.zeros((3, 2))), tf.Variable(tf.zeros((2, 1)))
down.assign(np.full((3, 2), 0.5, "float32"))
up.assign(tf.ones((2, 1)))
asked(lambda: tf.reduce_mean((x @ down @ up) ** 2), [down, up])

# One is trained by a loss of its own.
left, right = tf.Variable(tf.zeros((3, 2))), tf.Variable(tf.zeros((2, 1)))
for _ in range(2):
    asked(lambda: tf.reduce_mean((x @ left - 1.0) ** 2), [left])
    asked(lambda: tf.reduce_mean((x @ left @ right - 1.0) ** 2), [right])
