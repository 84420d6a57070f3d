# outcome: none raises TypeError
import tensorflow as tf


class Net:
    def __init__(self, sizes):
        self.params = []
        for m, n in zip(sizes[:-1], sizes[1:]):
            self.params += [tf.Variable(tf.random.normal((m, n)) * 0.1), tf.Variable(tf.zeros(n))]

    def __call__(self, x):
        *hidden, (w, b) = list(zip(self.params[::2], self.params[1::2]))
        for hw, hb in hidden:
            x = tf.nn.relu(x @ hw + hb)
        return x @ w + b


def train(net, x, y, lr=0.01):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x) - y) ** 2)
    for i, g in enumerate(tape.gradient(loss, net.params)):
        net.params[i] = net.params[i] - lr * g  # error: [replaced-variable]
    return loss


net = Net([3, 5, 1])
x, y = tf.random.normal((4, 3)), tf.random.normal((4, 1))
for _ in range(3):
    print(train(net, x, y))
