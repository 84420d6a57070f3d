# outcome: none raises AttributeError
import tensorflow as tf

width = tf.Variable(2.0)
area = width**2  # error: [outside-tape]

with tf.GradientTape() as tape:
    total = area + 3

slope = tape.gradient(total, width)
print("slope:", slope.numpy())
