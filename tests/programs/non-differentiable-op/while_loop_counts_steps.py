# outcome: none
import tensorflow as tf

rate = tf.Variable(1.3)


def steps_until(limit, growth):
    """How often the growth must be applied to exceed the limit."""

    def unfinished(value, steps):
        return value < limit

    def advance(value, steps):
        return value * growth, steps + 1.0  # or: [unrelated-target]

    _, steps = tf.while_loop(unfinished, advance, (tf.constant(1.0), tf.constant(0.0)))  # or: [unrelated-target]
    return steps


with tf.GradientTape() as tape:
    loss = steps_until(10.0, rate) ** 2  # error: [unrelated-target]
print(loss.numpy(), tape.gradient(loss, rate))
