# outcome: none
import tensorflow as tf

x = tf.zeros(())  # error: [unwatched-source]
with tf.GradientTape() as tape:
    y = 2 * x + 3
dy_dx = tape.gradient(y, x)  # or: [unwatched-source]
print(dy_dx)
