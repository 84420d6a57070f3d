# outcome: none
import numpy as np
import tensorflow as tf


def medfilt(a):
    return np.median(a, axis=-1, keepdims=True).astype(np.float32)


def smooth(x):
    return tf.numpy_function(medfilt, [x], tf.float32)  # error: [leaves-tensorflow]


def build():
    return tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(7), tf.keras.layers.Dense(7)])


def main():
    net = build()
    x = tf.random.normal((4, 5))
    target = tf.random.normal((4, 1))
    for _ in range(2):
        with tf.GradientTape() as tape:
            h = net(x)
            loss = tf.reduce_mean(tf.abs(smooth(h) - target))
        grads = tape.gradient(loss, net.trainable_variables)
        print(all(g is None for g in grads), float(loss))


main()
