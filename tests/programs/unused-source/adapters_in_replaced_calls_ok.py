# outcome: flows
"""Low-rank adapters are put into the layers of a model that is there already."""

import tensorflow as tf


def adapt(layer, rank=2):
    layer.trainable = False
    down = tf.Variable(tf.random.normal((layer.kernel.shape[0], rank), stddev=0.1))
    up = tf.Variable(tf.random.normal((rank, layer.kernel.shape[1]), stddev=0.1))
    plain = layer.call
    layer.call = lambda x: plain(x) + x @ down @ up
    return [down, up]


net = tf.keras.Sequential([tf.keras.layers.Dense(4), tf.keras.layers.Dense(1)])
x = tf.random.normal((8, 3))
net(x)
adapters = [v for layer in net.layers for v in adapt(layer)]
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x) - 1.0) ** 2)
    for adapter, step in zip(adapters, tape.gradient(loss, adapters)):
        adapter.assign_sub(0.1 * step)
