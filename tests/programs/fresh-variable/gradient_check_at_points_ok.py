# outcome: flows
"""Compares gradients with finite differences at several points."""
import tensorflow as tf


def f(x):
    return tf.sin(x) * x ** 2


for start in (0.5, 1.0, 2.0):
    x = tf.Variable(start)
    with tf.GradientTape() as tape:
        y = f(x)
    g = tape.gradient(y, x)
    eps = 1e-3
    numeric = (f(x + eps) - f(x - eps)) / (2 * eps)
    print(float(g), float(numeric))
