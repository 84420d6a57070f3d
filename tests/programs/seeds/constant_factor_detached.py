# outcome: none
import tensorflow as tf

weight = tf.Variable(2.0)
factor = tf.constant(3.0)  # error: [unwatched-source]

with tf.GradientTape() as tape:
    plain = factor.numpy()
    scaled = weight * plain
print(tape.gradient(scaled, weight))

with tf.GradientTape() as tape:
    scaled = weight * factor
print(tape.gradient(scaled, weight))

with tf.GradientTape() as tape:
    copied = tf.identity(factor)
    scaled = weight * copied
print(tape.gradient(scaled, weight))

with tf.GradientTape() as tape:
    scaled = weight * factor
print(tape.gradient(scaled, factor))  # or: [unwatched-source]

learned = tf.Variable(3.0)
with tf.GradientTape() as tape:
    scaled = weight * learned
print(tape.gradient(scaled, learned))
