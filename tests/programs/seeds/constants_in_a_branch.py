# outcome: none
import tensorflow as tf

height = tf.constant(1.0)  # error: [unwatched-source]
width = tf.constant(2.0)

with tf.GradientTape() as tape:
    if height > 0:
        area = height * width
    else:
        area = tf.constant(0.0)

print(tape.gradient(area, height))  # or: [unwatched-source]
