# outcome: flows
import tensorflow as tf


class Descent:
    """An optimizer of one's own may have any members."""

    def __init__(self, lr):
        self.lr = lr

    def minimize(self, loss, variables):
        with tf.GradientTape() as tape:
            value = loss()
        for grad, var in zip(tape.gradient(value, variables), variables):
            var.assign_sub(self.lr * grad)
        return value

    def get_weights(self):
        return []


x = tf.Variable(4.0)
descent = Descent(lr=0.1)
for _ in range(3):
    print(descent.minimize(lambda: (x - 1.0) ** 2, [x]), descent.lr, descent.get_weights())
