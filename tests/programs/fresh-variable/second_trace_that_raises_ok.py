# outcome: flows
"""The second trace of a function that made its variable raises; what is made later is made once."""
import tensorflow as tf


class Once:
    def __init__(self):
        self.calls = 0
        self.scale = None

    @tf.function
    def __call__(self, x):
        self.calls += 1
        if self.calls > 1:
            raise RuntimeError("traced again")
        self.scale = tf.Variable(3.0)
        return self.scale * x


once = Once()
try:
    once(tf.constant(1.0))
except RuntimeError:
    pass
bias = tf.Variable(1.0)
with tf.GradientTape() as tape:
    loss = tf.square(bias + 1.0)
print(tape.gradient(loss, bias))
