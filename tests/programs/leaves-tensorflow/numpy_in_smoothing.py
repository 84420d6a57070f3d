# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

signal = tf.Variable(np.sin(np.linspace(0, 3, 30)), dtype=tf.float32)
target = np.cos(np.linspace(0, 3, 30)).astype(np.float32)
optimizer = tf.keras.optimizers.SGD(0.1)


def smooth(values):
    kernel = np.ones(3) / 3
    return np.convolve(values, kernel, mode="same")  # error: [leaves-tensorflow]


for _ in range(3):
    with tf.GradientTape() as tape:
        estimate = smooth(signal)
        loss = tf.reduce_mean(tf.square(estimate - target))
    grad = tape.gradient(loss, signal)
    optimizer.apply_gradients([(grad, signal)])
