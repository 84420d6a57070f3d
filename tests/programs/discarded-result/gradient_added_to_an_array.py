# outcome: flows raises AssertionError
"""An array that a tensor is added to isn't changed in place: the name gets a new tensor."""
import numpy as np
import tensorflow as tf

w = tf.Variable(tf.ones((3, 2)))
sums = [np.zeros((3, 2), "float32")]
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(w**2)
    for total, gradient in zip(sums, tape.gradient(loss, [w])):
        total += gradient  # warning: [discarded-result]
w.assign_sub(sums[0])
assert np.any(w.numpy() != 1.0)
