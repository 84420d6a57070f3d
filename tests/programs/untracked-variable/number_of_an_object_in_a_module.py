# outcome: flows raises AssertionError
import tensorflow as tf


class Positive:
    """A number that stays above zero."""

    def __init__(self, start):
        self.raw = tf.Variable(tf.math.log(start))  # warning: [untracked-variable]

    def __call__(self):
        return tf.exp(self.raw)


class Decay(tf.Module):
    def __init__(self):
        super().__init__(name="decay")
        self.height = tf.Variable(2.0)
        self.rate = Positive(0.5)

    def __call__(self, t):
        return self.height * tf.exp(-self.rate() * t)


t = tf.linspace(0.0, 2.0, 11)
seen = 3.0 * tf.exp(-1.5 * t)
decay = Decay()
start = float(decay.rate())
for _ in range(3):
    with tf.GradientTape() as tape:
        error = tf.reduce_sum(tf.square(decay(t) - seen))
    slopes = tape.gradient(error, decay.trainable_variables)
    for variable, slope in zip(decay.trainable_variables, slopes):
        variable.assign_sub(0.05 * slope)
assert float(decay.rate()) != start
