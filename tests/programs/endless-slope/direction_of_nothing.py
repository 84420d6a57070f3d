# outcome: nan
"""The direction of a vector that starts as zero, in two ways of writing it."""
import tensorflow as tf

up = tf.constant([0.0, 0.0, 1.0])
axis = tf.Variable(tf.zeros((3,)))
push = tf.Variable(tf.zeros((3,)))

with tf.GradientTape(persistent=True) as tape:
    unit, length = tf.linalg.normalize(axis)  # warning: [endless-slope]
    tilt = 1.0 - tf.reduce_sum(unit * up)
    size = tf.norm(push) * tf.norm(up)  # warning: [endless-slope]
    turn = tf.reduce_sum(push * up) / size  # or: [endless-slope]
print(tape.gradient(tilt, axis))
print(tape.gradient(turn, push))
