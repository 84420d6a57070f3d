# outcome: none raises ValueError
from concurrent.futures import ThreadPoolExecutor

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
shards = [tf.random.normal((4, 3)) for _ in range(3)]


def shard_loss(x):
    return float(tf.reduce_mean(model(x) ** 2))  # error: [leaves-tensorflow]


with tf.GradientTape() as tape:
    parts = list(map(shard_loss, shards))
    loss = tf.add_n([tf.constant(p) for p in parts]) / len(parts)
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
