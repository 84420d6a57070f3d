# outcome: none
import tensorflow as tf

codes = tf.Variable(tf.random.uniform((10,), 0.0, 4.0), name="codes")


class CodeUsage:
    """How many codes are in use: to be kept high."""

    def __init__(self, n_codes):
        self.n_codes = n_codes

    def used(self, values):
        ids = tf.cast(values, tf.int32)  # error: [integer-dtype]
        uniq, _ = tf.unique(ids)  # or: [non-differentiable-op]
        return tf.size(uniq) / self.n_codes  # or: [non-differentiable-op]

    def __call__(self, values):
        return 1.0 - tf.cast(self.used(values), tf.float32)  # or: [unrelated-target]


penalty = CodeUsage(4)
with tf.GradientTape() as tape:
    p = penalty(codes)
print(tape.gradient(p, codes))
