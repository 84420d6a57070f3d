# outcome: part
"""A low-rank adapter is made, and the call that replaces the layer's forgets half of it."""

import tensorflow as tf

dense = tf.keras.layers.Dense(3)
x = tf.random.normal((8, 3))
dense(x)
down = tf.Variable(tf.random.normal((3, 3), stddev=0.1))
up = tf.Variable(tf.random.normal((3, 3), stddev=0.1))  # warning: [unused-source]
plain = dense.call


def adapted(x):
    return plain(x) + x @ down


dense.call = adapted
adapters = [down, up]
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((dense(x) - 1.0) ** 2)
print(tape.gradient(loss, adapters))
