# outcome: flows
import tensorflow as tf

bias = tf.Variable(0.0)
observations = [1.0, 2.0, 4.0, 8.0]


def smoothed(values):
    if len(values) == 1:
        return tf.constant(values[0])
    *rest, last = values
    return 0.5 * smoothed(rest) + 0.5 * last + bias


for epoch in range(2):
    with tf.GradientTape() as tape:
        forecast = [smoothed(observations[:n]) for n in (2, 3)]
        loss = tf.add_n([(p - v) ** 2 for p, v in zip(forecast, observations[2:])])
    bias.assign_sub(0.1 * tape.gradient(loss, bias))
    print(epoch, tf.Variable(loss).numpy())
