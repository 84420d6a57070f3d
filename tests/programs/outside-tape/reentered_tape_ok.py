# outcome: flows
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
tape = tf.GradientTape()

with tape:
    left = a * 3.0

print("between the two recordings", left.numpy())

with tape:
    right = left * b

print(tape.gradient(right, [a, b]))
