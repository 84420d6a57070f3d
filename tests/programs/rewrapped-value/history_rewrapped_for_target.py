# outcome: none raises TypeError
import tensorflow as tf

bias = tf.Variable(0.0)
observations = [1.0, 2.0, 4.0, 8.0]


def predictions():
    current = tf.Variable(observations[0])
    for value in observations[1:]:
        current = tf.Variable(0.5 * current + 0.5 * value + bias)  # error: [rewrapped-value]
        yield current, value


for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = tf.add_n([(p - v) ** 2 for p, v in predictions()])
    bias.assign_sub(0.1 * tape.gradient(loss, bias))
