# outcome: flows
import tensorflow as tf


class Quad(tf.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = tf.Variable(1.0), tf.Variable(-1.0)

    def __call__(self, x):
        return self.a * x**2 + self.b


quad = Quad()
x = tf.constant([1.0, 2.0])
with tf.GradientTape() as tape:
    tape.watch(quad.trainable_variables)  # hint: [redundant-watch]
    loss = tf.reduce_mean(quad(x) ** 2)
print(tape.gradient(loss, quad.trainable_variables))
