# outcome: flows
import tensorflow as tf


def midpoint(low, high):
    return (low + high) / 2


edges = tf.Variable([0.5, 3.0])
steps = 7 // 2

with tf.GradientTape() as tape:
    for _ in range(steps):
        center = midpoint(edges[0], edges[1])
    miss = tf.abs(center - 1.2)

gradient = tape.gradient(miss, edges)
print("gradient of the edges:", tf.convert_to_tensor(gradient))
