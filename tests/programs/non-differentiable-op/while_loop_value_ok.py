# outcome: flows
import tensorflow as tf

rate = tf.Variable(1.3)


def grown_beyond(limit, growth):
    def unfinished(value, steps):
        return value < limit

    def advance(value, steps):
        return value * growth, steps + 1

    return tf.while_loop(unfinished, advance, (tf.constant(1.0), tf.constant(0)))


with tf.GradientTape() as tape:
    value, steps = grown_beyond(10.0, rate)
    loss = (value - 12.0) ** 2
print(steps.numpy(), tape.gradient(loss, rate).numpy())
