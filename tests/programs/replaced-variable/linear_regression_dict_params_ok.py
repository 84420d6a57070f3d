# outcome: flows
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
X = rng.normal(size=(64, 3)).astype(np.float32)
y = X @ np.array([[1.0], [-2.0], [0.5]], np.float32)

params = {
    "w": tf.Variable(tf.zeros((3, 1))),
    "b": tf.Variable(0.0),
}
lr = 0.1

for it in range(20):
    with tf.GradientTape() as tape:
        pred = X @ params["w"] + params["b"]
        loss = tf.reduce_mean((pred - y) ** 2)
    grads = tape.gradient(loss, params)
    for name in params:
        params[name].assign_sub(lr * grads[name])
print(params)
