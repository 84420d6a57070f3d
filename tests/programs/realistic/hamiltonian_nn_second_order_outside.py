# outcome: none raises ValueError
"""Hamiltonian neural network; the field is differentiated after the training tape has been closed."""
import tensorflow as tf

H = tf.keras.Sequential([
    tf.keras.Input((2,)),
    tf.keras.layers.Dense(16, activation="tanh"),
    tf.keras.layers.Dense(1, use_bias=False),
])
J = tf.constant([[0.0, 1.0], [-1.0, 0.0]])
opt = tf.keras.optimizers.Adam(1e-3)


def field(x):
    with tf.GradientTape() as t:
        t.watch(x)
        energy = H(x)
    return tf.matmul(t.gradient(energy, x), J, transpose_b=True)


def residual(x, dx):
    return tf.reduce_mean((field(x) - dx) ** 2)


x = tf.random.normal((10, 2))
dx = tf.matmul(x, J, transpose_b=True)
for _ in range(2):
    with tf.GradientTape() as tape:
        tape.watch(x)
    loss = residual(x, dx)  # error: [outside-tape]
    grads = tape.gradient(loss, H.trainable_variables)
    opt.apply_gradients(zip(grads, H.trainable_variables))
