# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

net = tf.keras.Sequential([layers.Dense(8, activation="swish"), layers.Dense(1)])
opt = tf.keras.optimizers.Adam(1e-3)


def scored_batches(model, n=3, size=8):
    rng = np.random.default_rng(0)
    for _ in range(n):
        x = rng.normal(size=(size, 4)).astype(np.float32)
        yield model(x, training=True), x.sum(1, keepdims=True)  # or: [outside-tape]


for pred, target in scored_batches(net):  # error: [outside-tape]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(pred - target))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
