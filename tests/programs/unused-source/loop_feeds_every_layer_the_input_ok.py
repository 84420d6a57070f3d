# outcome: flows
import tensorflow as tf


class Highway(tf.Module):
    def __init__(self, width, depth):
        super().__init__()
        self.mats = [tf.Variable(tf.random.normal([width, width]) * 0.3) for _ in range(depth)]
        self.head = tf.Variable(tf.random.normal([width, 1]) * 0.3)

    def __call__(self, x):
        total = 0.0
        for m in self.mats:
            h = tf.nn.relu(tf.matmul(x, m))
            total += h
        return tf.matmul(total, self.head)


net = Highway(4, 3)
x, y = tf.random.normal([9, 4]), tf.random.normal([9, 1])
for i in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(net(x) - y))
    grads = tape.gradient(loss, net.trainable_variables)
    for v, g in zip(net.trainable_variables, grads):
        if g is not None:
            v.assign_sub(0.01 * g)
