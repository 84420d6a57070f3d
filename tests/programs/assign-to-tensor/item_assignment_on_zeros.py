# outcome: raises TypeError
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
series = tf.constant([1.0, 2.0, 0.5, 1.5, 3.0])


def ar2_forecast(series):
    n = series.shape[0]
    out = tf.zeros([n])
    for t in range(2, n):
        out[t] = w[0] * series[t - 1] + w[1] * series[t - 2]  # error: [assign-to-tensor]
    return out


with tf.GradientTape() as tape:
    loss = tf.reduce_sum((ar2_forecast(series)[2:] - series[2:]) ** 2)
print(tape.gradient(loss, w))
