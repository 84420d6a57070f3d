# outcome: flows
"""Directions that have a length from the start, or a tiny number below the line."""
import tensorflow as tf

up = tf.constant([0.0, 0.0, 1.0])
axis = tf.Variable([0.1, 0.0, 0.2])
push = tf.Variable(tf.zeros((3,)))

with tf.GradientTape(persistent=True) as tape:
    unit = tf.math.l2_normalize(axis)
    tilt = 1.0 - tf.reduce_sum(unit * up)
    size = tf.sqrt(tf.reduce_sum(push * push) + 1e-9) * tf.norm(up)
    turn = tf.reduce_sum(push * up) / size
print(tape.gradient(tilt, axis))
print(tape.gradient(turn, push))
