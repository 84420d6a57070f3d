# outcome: flows
import tensorflow as tf


class Mixture(tf.Module):
    def __init__(self):
        super().__init__()
        self.shares = tf.Variable([0.7, 0.3, 0.0])

    @tf.function
    def entropy(self):
        used = self.shares > 0.0
        safe = tf.where(used, self.shares, 1.0)
        surprise = tf.where(used, -tf.math.log(safe), 0.0)
        return tf.reduce_sum(self.shares * surprise)


mixture = Mixture()
with tf.GradientTape() as tape:
    loss = -mixture.entropy()
print(tape.gradient(loss, mixture.trainable_variables))
