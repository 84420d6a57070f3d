# outcome: flows
import tensorflow as tf

with tf.GradientTape() as tape:
    start = tf.Variable(1.0)
    twice = start * 2
    shifted = twice + 1

print(tape.gradient(shifted, start))
