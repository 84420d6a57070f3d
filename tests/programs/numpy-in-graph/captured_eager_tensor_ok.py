# outcome: flows
import numpy as np
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
offset = tf.constant([0.5, 0.5]) * 2.0


@tf.function
def step(x):
    base = offset.numpy() + np.sqrt(offset)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * x - base) ** 2)
    return tape.gradient(loss, w)


print(step(tf.ones((2,))))
