# outcome: flows
from threading import Thread

import tensorflow as tf

towers = {}


def build(name, width):
    towers[name] = [tf.Variable(tf.random.normal([3, width])), tf.Variable(tf.random.normal([width, 1]))]


jobs = [Thread(target=build, kwargs={"name": n, "width": w}) for n, w in (("a", 4), ("b", 8))]
[j.start() for j in jobs]
[j.join() for j in jobs]
x = tf.random.normal([5, 3])
variables = [v for n in sorted(towers) for v in towers[n]]
with tf.GradientTape() as tape:
    outs = [tf.nn.relu(x @ w1) @ w2 for w1, w2 in towers.values()]
    loss = tf.reduce_mean(tf.add_n(outs) ** 2)
grads = tape.gradient(loss, variables)
print(len(grads), sum(g is not None for g in grads))
