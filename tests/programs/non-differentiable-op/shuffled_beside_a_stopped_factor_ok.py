# outcome: flows
"""One factor is cut off on purpose; the other one picks its rows with whole numbers."""
import tensorflow as tf


class Contrast(tf.Module):
    def __init__(self, dim):
        super().__init__(name="contrast")
        self.proj = tf.Variable(tf.random.normal([dim, 2]), name="proj")

    @tf.function
    def loss(self, x):
        z = tf.math.l2_normalize(x @ self.proj, axis=1)
        order = tf.random.shuffle(tf.range(tf.shape(z)[0]))
        negatives = tf.gather(z, order)
        return tf.reduce_mean(tf.reduce_sum(tf.stop_gradient(z) * negatives, axis=1))


net = Contrast(3)
batch = tf.random.normal([10, 3])
with tf.GradientTape() as tape:
    loss = net.loss(batch)
print(tape.gradient(loss, net.trainable_variables))
