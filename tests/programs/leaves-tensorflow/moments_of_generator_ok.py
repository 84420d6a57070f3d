# outcome: flows
"""Moment matching: the generator should reproduce mean and covariance of the data."""
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

latent = 2
generator = keras.Sequential([keras.Input((latent,)), layers.Dense(8, "relu"), layers.Dense(2)])
real = np.random.multivariate_normal([0, 1], [[1, 0.5], [0.5, 2]], 64).astype("float32")
real_cov = np.cov(real.T).astype("float32")
optimizer = keras.optimizers.Adam(1e-3)


def get_moments(samples):
    mean = tf.reduce_mean(samples, axis=0)
    centered = samples - mean
    n = tf.cast(tf.shape(samples)[0], tf.float32)
    return mean, tf.matmul(centered, centered, transpose_a=True) / (n - 1.0)


for epoch in range(2):
    noise = tf.random.normal((64, latent))
    with tf.GradientTape() as tape:
        fake = generator(noise, training=True)
        mean, cov = get_moments(fake)
        loss = tf.reduce_sum((mean - real.mean(axis=0)) ** 2)
        loss += tf.reduce_sum((cov - real_cov) ** 2)
    gradients = tape.gradient(loss, generator.trainable_variables)
    optimizer.apply_gradients(zip(gradients, generator.trainable_variables))
    print(epoch, np.cov(fake.numpy().T)[0, 0])
