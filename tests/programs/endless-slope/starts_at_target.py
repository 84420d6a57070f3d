# outcome: nan
"""A start that happens to be the goal, written down twice."""
import tensorflow as tf

goal = tf.constant([1.0, 2.0])
position = tf.Variable([1.0, 2.0])

with tf.GradientTape() as tape:
    distance = tf.norm(position - goal)  # warning: [endless-slope]
print(tape.gradient(distance, position))
