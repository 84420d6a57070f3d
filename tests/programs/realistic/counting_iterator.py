# outcome: flows
import tensorflow as tf


class Warmup:
    """Hands out a constant first, then the learned coefficient."""

    def __init__(self, value, wait, total):
        self.value, self.wait, self.total = value, wait, total

    def __iter__(self):
        self.i = 0
        return self

    def __next__(self):
        self.i += 1
        if self.i > self.total:
            raise StopIteration
        return tf.constant(1.0) if self.i <= self.wait else self.value


beta = tf.Variable(0.7)
state = tf.constant([1.0, -2.0])
with tf.GradientTape() as tape:
    for coefficient in Warmup(beta, wait=4, total=7):
        state = 0.5 * state + 0.1 * coefficient
    loss = tf.reduce_sum(state**2)
print(tape.gradient(loss, beta).numpy())
