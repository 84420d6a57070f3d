# outcome: flows
import random

import tensorflow as tf
from tensorflow import keras

energy = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="swish"), keras.layers.Dense(1)])
opt = keras.optimizers.Adam(1e-3, beta_1=0.0)
buffer = [tf.random.uniform([1, 2], -2, 2) for _ in range(8)]


def langevin(x, steps=4, step=0.1, noise=0.01):
    energy.trainable = False
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(x)
            e = tf.reduce_sum(energy(x))
        g = tf.clip_by_value(tape.gradient(e, x), -0.1, 0.1)
        x = tf.clip_by_value(x - step * g + noise * tf.random.normal(tf.shape(x)), -3, 3)
    energy.trainable = True
    return x


for it in range(2):
    real = tf.random.normal([4, 2]) * 0.3 + 1.0
    start = tf.concat(random.choices(buffer, k=3) + [tf.random.uniform([1, 2], -2, 2)], 0)
    fake = langevin(start)
    buffer = tf.split(fake, 4) + buffer[:4]
    with tf.GradientTape() as tape:
        e_real, e_fake = tf.split(energy(tf.concat([real, fake], 0)), 2)
        reg = 0.1 * tf.reduce_mean(e_real**2 + e_fake**2)
        loss = reg + tf.reduce_mean(e_real) - tf.reduce_mean(e_fake)
    grads, norm = tf.clip_by_global_norm(tape.gradient(loss, energy.trainable_variables), 0.1)
    opt.apply_gradients(zip(grads, energy.trainable_variables))
print(loss.numpy(), norm.numpy())
