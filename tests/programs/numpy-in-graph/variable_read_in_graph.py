# outcome: raises NotImplementedError
import tensorflow as tf


class Clock(tf.Module):
    def __init__(self):
        super().__init__()
        self.step = tf.Variable(1.0, trainable=False)
        self.w = tf.Variable(2.0)

    @tf.function
    def advance(self, x):
        self.step.assign_add(1.0)
        with tf.GradientTape() as tape:
            loss = tf.square(self.w * x) / self.step.numpy()  # error: [numpy-in-graph]
        return tape.gradient(loss, self.w)


clock = Clock()
print(clock.advance(tf.constant(3.0)))
