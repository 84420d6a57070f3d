# outcome: flows raises AttributeError
"""A latent code put back on the sphere: the gradient is of the tensor, and nothing trains that."""
import tensorflow as tf

generator = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(6)])
goal = tf.random.normal((1, 6), seed=1)
optimizer = tf.keras.optimizers.Adam(0.1)
code = tf.Variable(tf.random.normal((1, 4), seed=2))


def project(z):
    return z / tf.norm(z)


for _ in range(3):
    with tf.GradientTape() as tape:
        code = project(code)  # error: [replaced-variable]
        loss = tf.reduce_mean((generator(code) - goal) ** 2)
    gradient = tape.gradient(loss, code)
    optimizer.apply_gradients([(gradient, code)])
