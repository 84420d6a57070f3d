# outcome: flows
import math

import numpy as np
import tensorflow as tf

mean = tf.Variable(0.3)
log_of_two_pi = tf.constant(math.log(2.0 * math.pi))
weights = np.linspace(0.0, 1.0, 3).astype("float32")


@tf.function
def negative_log_likelihood(observed):
    half = float(np.sqrt(0.25)) * math.exp(0.0)
    size = float(np.prod(observed.shape))
    print("tracing", np.shape(observed), np.ndim(observed), f"{half:.2f}", f"{mean}")
    return half * tf.reduce_sum(weights * (observed - mean) ** 2) + size * log_of_two_pi


with tf.GradientTape() as tape:
    loss = negative_log_likelihood(tf.constant([1.0, 4.0, 2.0]))
print(tape.gradient(loss, mean))
