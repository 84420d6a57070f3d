# outcome: part
"""A soft decision tree that routes hard."""
import tensorflow as tf


class Node:
    def __init__(self, depth):
        self.w = tf.Variable(tf.random.normal((3,)))
        self.leaf = tf.Variable(tf.random.normal(())) if depth == 0 else None
        self.kids = [] if depth == 0 else [Node(depth - 1), Node(depth - 1)]

    def predict(self, x):
        if not self.kids:
            return self.leaf * tf.ones(x.shape[0])
        go = tf.cast(tf.linalg.matvec(x, self.w) > 0.0, tf.float32)  # warning: [non-differentiable-op] or: [integer-dtype]
        left, right = (kid.predict(x) for kid in self.kids)
        return go * left + (1.0 - go) * right


tree = Node(1)
params = [tree.w] + [kid.leaf for kid in tree.kids]
x = tf.random.normal((8, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((tree.predict(x) - 1.0) ** 2)
print(tape.gradient(loss, params))
