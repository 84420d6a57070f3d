# outcome: flows
import numpy as np
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
series = tf.constant([1.0, 2.0, 0.5, 1.5, 3.0])
mask = np.zeros(5, dtype=np.float32)
for t in range(2, 5):
    mask[t] = 1.0


def ar2_forecast(series):
    n = series.shape[0]
    out = [0.0] * n
    for t in range(2, n):
        out[t] = w[0] * series[t - 1] + w[1] * series[t - 2]
    return tf.stack(out)


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(mask * (ar2_forecast(series) - series) ** 2)
grad = tape.gradient(loss, w)
w[0].assign(w[0] - 0.01 * grad[0])
print(grad, w.numpy())
