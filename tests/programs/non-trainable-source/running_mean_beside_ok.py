# outcome: flows
import tensorflow as tf


class Normaliser(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = tf.Variable(tf.ones(size), name="scale")
        self.mean = tf.Variable(tf.zeros(size), trainable=False, name="mean")

    def __call__(self, x, training=False):
        if training:
            self.mean.assign(0.9 * self.mean + 0.1 * tf.reduce_mean(x, axis=0))
        return (x - self.mean) * self.scale


norm = Normaliser(3)
x = tf.random.normal((5, 3))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(norm(x, training=True) ** 2)

for v, g in zip(norm.trainable_variables, tape.gradient(loss, norm.trainable_variables)):
    print(v.name, g.numpy())
