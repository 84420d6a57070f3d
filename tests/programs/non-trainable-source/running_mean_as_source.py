# outcome: part
import tensorflow as tf


class Normaliser(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.scale = tf.Variable(tf.ones(size), name="scale")
        self.mean = tf.Variable(tf.zeros(size), trainable=False, name="mean")  # or: [non-trainable-source]

    def __call__(self, x):
        return (x - self.mean) * self.scale


norm = Normaliser(3)
x = tf.random.normal((5, 3))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(norm(x) ** 2)

for v, g in zip(norm.variables, tape.gradient(loss, norm.variables)):  # warning: [non-trainable-source]
    print(v.name, g)
