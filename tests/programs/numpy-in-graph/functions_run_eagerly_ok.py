# outcome: flows
import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)
w = tf.Variable([1.0, 2.0])


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * x) ** 2)
    print(loss.numpy(), np.mean(x))
    return tape.gradient(loss, w)


print(step(tf.ones((2,))))
