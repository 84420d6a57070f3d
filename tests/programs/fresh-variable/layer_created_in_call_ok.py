# outcome: flows
import tensorflow as tf


class Head(tf.Module):
    def __init__(self, units):
        super().__init__()
        self.units = units
        self.w = None

    def __call__(self, x):
        if self.w is None:
            self.w = tf.Variable(tf.random.normal((x.shape[-1], self.units)) * 0.05)
        return x @ self.w


head = Head(2)
x = tf.random.normal((10, 4))
y = tf.random.normal((10, 2))
for epoch in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((head(x) - y) ** 2)
    grad = tape.gradient(loss, head.w)
    head.w.assign_sub(0.1 * grad)
    print(epoch, loss.numpy())
