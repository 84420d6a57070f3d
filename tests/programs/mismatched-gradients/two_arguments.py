# outcome: raises TypeError
"""The gradient and its variable are given side by side."""
import tensorflow as tf

optimizer = tf.optimizers.SGD(learning_rate=0.05)
start = tf.Variable([2.0, -1.0])

for step in range(3):
    with tf.GradientTape() as tape:
        height = tf.reduce_sum(start**4) - start[0] * start[1]
    downhill = tape.gradient(height, start)
    optimizer.apply_gradients(downhill, start)  # error: [mismatched-gradients]
