# outcome: flows
import tensorflow as tf


class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.ones((4, 1)))
        self.bias = None

    @tf.function
    def train_step(self, x, y):
        if self.bias is None:
            self.bias = tf.Variable(tf.zeros((1,)))
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(x, self.kernel) + self.bias - y))
        grads = tape.gradient(loss, [self.kernel, self.bias])
        self.kernel.assign_sub(0.1 * grads[0])
        self.bias.assign_sub(0.1 * grads[1])
        return loss


# used: linear = Linear()
# used: for _ in range(2):
# used:     linear.train_step(tf.ones((2, 4)), tf.zeros((2, 1)))
