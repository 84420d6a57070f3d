# outcome: flows
import random

import tensorflow as tf

random.seed(0)
ACTS = [tf.nn.relu, tf.nn.tanh, tf.sin, tf.nn.swish, lambda x: x]
ws = [tf.Variable(tf.random.normal([4, 4]) * 0.4) for _ in range(3)]


def sample_architecture():
    return [(random.choice(ACTS), w, random.random() < 0.5) for w in ws]


x = tf.random.normal([6, 4])
best = (float("inf"), None)
for trial in range(3):
    arch = sample_architecture()
    with tf.GradientTape() as tape:
        h = x
        for act, w, skip in arch:
            z = act(h @ w)
            h = h + z if skip else z
        loss = tf.reduce_mean((h - 1.0) ** 2)
    for w, g in zip(ws, tape.gradient(loss, ws)):
        w.assign_sub(0.05 * g)
    best = min(best, (float(loss), trial))
print(best)
