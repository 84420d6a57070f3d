# outcome: flows
import math

import numpy as np
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


@tf.function
def step(x, temperature):
    scale = math.sqrt(temperature) + np.log(temperature)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * x * scale) ** 2)
    return tape.gradient(loss, w)


print(step(tf.ones((2,)), 4.0))
