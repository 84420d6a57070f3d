# outcome: flows
import tensorflow as tf


class Link:
    def __init__(self, fn, rest=None):
        self.fn, self.rest = fn, rest


class Chain:
    def __init__(self):
        self.head = None

    def push(self, fn):
        self.head = (fn, self.head)
        return self

    def __iter__(self):
        node = self.head
        while node is not None:
            fn, node = node
            yield fn


w = [tf.Variable(tf.eye(2) * (i + 1.0)) for i in range(4)]
chain = Chain().push(lambda x: x @ w[0]).push(tf.tanh).push(lambda x: x @ w[1]).push(tf.sin)
linked = Link(lambda x: x @ w[2], Link(tf.nn.relu, Link(lambda x: x @ w[3])))
x = tf.constant([[0.3, -0.2]])
with tf.GradientTape() as tape:
    h = x
    for fn in chain:
        h = fn(h)
    node = linked
    while node is not None:
        h = node.fn(h)
        node = node.rest
    loss = tf.reduce_sum(h**2)
print([g.numpy().round(3).tolist() for g in tape.gradient(loss, w)])
