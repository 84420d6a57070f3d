# outcome: flows
import numpy as np
import tensorflow as tf

adjacency = tf.Variable(tf.scatter_nd([[0, 1], [1, 2], [2, 0]], [0.5, 0.2, 0.9], [3, 3]))
clipped = tf.Variable(np.clip(np.arange(3), 0.5, 1.5))
shuffled = tf.Variable(np.random.permutation([0.1, 0.2, 0.3]))
lr = tf.Variable(np.float32(1))
state = tf.constant([1.0, 0.0, 0.0])
with tf.GradientTape() as tape:
    for _ in range(3):
        state = tf.linalg.matvec(adjacency, state) * lr + 0.1
    cost = tf.reduce_sum(tf.cast(state, tf.float64) * clipped * shuffled)
for g in tape.gradient(cost, [adjacency, clipped, shuffled, lr]):
    print(g.numpy())
