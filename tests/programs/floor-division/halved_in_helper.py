# outcome: none
import tensorflow as tf


def midpoint(low, high):
    return (low + high) // 2  # error: [floor-division]


edges = tf.Variable([0.5, 3.0])

with tf.GradientTape() as tape:
    center = midpoint(edges[0], edges[1])
    miss = tf.abs(center - 1.2)

gradient = tape.gradient(miss, edges)
print("gradient of the edges:", gradient)
