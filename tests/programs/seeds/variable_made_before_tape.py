# outcome: flows
import tensorflow as tf

start = tf.Variable(1.0)

with tf.GradientTape() as tape:
    twice = start * 2
    shifted = twice + 1

print(tape.gradient(shifted, start))
