# outcome: raises AttributeError
import numpy as np
import tensorflow as tf

init = np.random.RandomState(2).randn(5).astype(np.float32)
params = {"mu": tf.Variable(init), "sigma": tf.convert_to_tensor(np.ones(5, np.float32))}


def nll(x):
    z = (x - params["mu"]) / params["sigma"]
    return tf.reduce_mean(0.5 * z**2 + tf.math.log(params["sigma"]))


x = tf.random.normal((50, 5), mean=2.0)
with tf.GradientTape() as tape:
    tape.watch(params["sigma"])
    loss = nll(x)
grads = tape.gradient(loss, params)
for name in params:
    params[name].assign_sub(0.1 * grads[name])  # error: [assign-to-tensor]
