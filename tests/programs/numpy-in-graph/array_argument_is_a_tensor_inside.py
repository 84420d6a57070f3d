# outcome: raises NotImplementedError
import numpy as np
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


@tf.function
def step(batch):
    centered = batch - np.mean(batch)  # error: [numpy-in-graph]
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * centered) ** 2)
    return tape.gradient(loss, w)


print(step(np.array([3.0, 5.0], dtype=np.float32)))
