# outcome: part
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
tape = tf.GradientTape()

with tape:
    left = a * 3.0

middle = left - 1.0  # warning: [outside-tape]

with tape:
    right = middle * b

print(tape.gradient(right, [a, b]))
