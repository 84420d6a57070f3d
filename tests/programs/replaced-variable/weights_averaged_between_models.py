# outcome: none raises AttributeError
import tensorflow as tf


class Quadratic:
    def __init__(self, start):
        self.x = tf.Variable(start)

    def loss(self):
        return tf.reduce_sum((self.x - [1.0, 2.0]) ** 2)

    def step(self, lr=0.1):
        with tf.GradientTape() as tape:
            value = self.loss()
        grad = tape.gradient(value, self.x)
        self.x.assign_sub(lr * grad)  # or: [assign-to-tensor]
        return value


def exchange(a, b):
    mean = (a.x + b.x) / 2.0
    a.x = b.x = mean  # error: [replaced-variable]


left, right = Quadratic([0.0, 0.0]), Quadratic([5.0, 5.0])
for round_ in range(2):
    left.step(), right.step()
    exchange(left, right)
