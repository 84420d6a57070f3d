# outcome: flows
"""Reptile with one inner step: the clone is thrown away on purpose, what it learned goes to the meta weights."""
import tensorflow as tf

meta = [tf.Variable(tf.random.normal((1, 4))), tf.Variable(tf.random.normal((4, 1)))]


def forward(x, p):
    return tf.tanh(x @ p[0]) @ p[1]


x = tf.random.normal((8, 1))
for task in range(4):
    fast = [tf.Variable(m) for m in meta]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(x, fast) - float(task)) ** 2)
    for v, g in zip(fast, tape.gradient(loss, fast)):
        v.assign_sub(0.1 * g)
    for m, v in zip(meta, fast):
        m.assign(m + 0.5 * (v - m))
