# outcome: part
import tensorflow as tf


class Normal:
    def __init__(self, mean, scale):
        self.mean, self.scale = mean, scale

    def log_prob(self, x):
        return -0.5 * tf.square((x - self.mean) / self.scale) - tf.math.log(self.scale)


mean, log_scale = tf.Variable(0.5), tf.Variable(0.0)
normal = Normal(mean, tf.exp(log_scale))  # warning: [outside-tape]
with tf.GradientTape() as tape:
    loss = -tf.reduce_mean(normal.log_prob(tf.constant([1.0, 2.0])))
print(tape.gradient(loss, [mean, log_scale]))
