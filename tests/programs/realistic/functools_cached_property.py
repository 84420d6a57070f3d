# outcome: flows
from functools import cached_property, lru_cache, partialmethod

import tensorflow as tf


class Net:
    def __init__(self, dims):
        self.dims = dims

    @cached_property
    def weights(self):
        return [tf.Variable(tf.random.normal([i, o]) / i**0.5) for i, o in zip(self.dims, self.dims[1:])]

    @lru_cache(maxsize=None)
    def mask(self, n):
        return tf.linalg.band_part(tf.ones([n, n]), -1, 0)

    def run(self, x, act):
        *hidden, last = self.weights
        for w in hidden:
            x = act(x @ w)
        return self.mask(x.shape[0]) @ x @ last

    relu = partialmethod(run, act=tf.nn.relu)
    tanh = partialmethod(run, act=tf.tanh)


net = Net([3, 6, 6, 2])
x = tf.random.normal([4, 3])
for kind in ("relu", "tanh"):
    with tf.GradientTape() as tape:
        out = getattr(net, kind)(x)
        loss = tf.reduce_mean(out * out)
    print(kind, [float(tf.norm(g)) for g in tape.gradient(loss, net.weights)])
