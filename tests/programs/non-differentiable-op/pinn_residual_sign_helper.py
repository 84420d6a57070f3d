# outcome: none raises ValueError
"""Physics-informed net for u'' = -pi^2 sin(pi x); counts the points that violate the equation."""
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(1),
])
opt = tf.keras.optimizers.Adam(1e-3)


def residual(model, x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            u = model(x)
        du = inner.gradient(u, x)
    d2u = outer.gradient(du, x)
    return d2u + np.pi ** 2 * tf.sin(np.pi * x)


def violation(res, tol=0.05):
    bad = tf.abs(res) > tol  # error: [non-differentiable-op]
    return tf.reduce_mean(tf.cast(bad, tf.float32))  # or: [non-differentiable-op]


x_col = tf.reshape(tf.linspace(0.0, 1.0, 32), (-1, 1))
for step in range(3):
    with tf.GradientTape() as tape:
        loss = violation(residual(net, x_col))
    grads = tape.gradient(loss, net.trainable_variables)
    opt.apply_gradients(zip(grads, net.trainable_variables))
