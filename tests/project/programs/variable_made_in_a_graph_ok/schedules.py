import tensorflow as tf


class Rise(tf.Module):
    """A factor that grows with each call, up to one."""

    def __init__(self, steps):
        super().__init__()
        self.steps = steps
        self.count = tf.Variable(0.0, trainable=False)

    def __call__(self):
        self.count.assign_add(1.0)
        return tf.minimum(self.count / self.steps, 1.0)
