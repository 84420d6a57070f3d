# outcome: none
"""Both factors are cut off; one of them on purpose."""
import tensorflow as tf


class Contrast(tf.Module):
    def __init__(self, dim):
        super().__init__(name="contrast")
        self.proj = tf.Variable(tf.random.normal([dim, 2]), name="proj")

    @tf.function
    def loss(self, x):
        z = tf.math.l2_normalize(x @ self.proj, axis=1)
        negatives = tf.random.shuffle(z)  # error: [non-differentiable-op]
        return tf.reduce_mean(tf.reduce_sum(tf.stop_gradient(z) * negatives, axis=1))


net = Contrast(3)
batch = tf.random.normal([10, 3])
with tf.GradientTape() as tape:
    loss = net.loss(batch)
print(tape.gradient(loss, net.trainable_variables))
