# outcome: flows
import tensorflow as tf

features = tf.random.normal((16, 4))
labels = tf.random.normal((16, 1))


class Linear(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.random.normal((4, 1)))
        self.bias = None

    @tf.function
    def train_step(self, x, y):
        if self.bias is None:
            self.bias = tf.Variable(tf.zeros((1,)))
        with tf.GradientTape() as tape:
            pred = tf.matmul(x, self.kernel) + self.bias
            loss = tf.reduce_mean(tf.square(pred - y))
        grads = tape.gradient(loss, [self.kernel, self.bias])
        self.kernel.assign_sub(0.1 * grads[0])
        self.bias.assign_sub(0.1 * grads[1])
        return loss


lin = Linear()
for _ in range(3):
    print(lin.train_step(features, labels))
