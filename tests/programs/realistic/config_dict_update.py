# outcome: flows
import json

import tensorflow as tf

CONFIG = json.loads('{"lr": 0.05, "units": 4, "act": "tanh"}')


class Namespace:
    def __init__(self, **entries):
        self.__dict__.update(entries)


class Block:
    def __init__(self, **params):
        vars(self).update(params)

    def __call__(self, x):
        return self.act(x @ self.kernel + self.bias)

    def parameters(self):
        return [self.kernel, self.bias]


cfg = Namespace(**CONFIG)
block = Block(
    kernel=tf.Variable(tf.random.normal([3, cfg.units])),
    bias=tf.Variable(tf.zeros([cfg.units])),
    act=getattr(tf, cfg.act),
)
x = tf.random.normal([6, 3])
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(block(x) - 0.1))
    for p, g in zip(block.parameters(), tape.gradient(loss, block.parameters())):
        p.assign_sub(cfg.lr * g)
print(float(loss))
