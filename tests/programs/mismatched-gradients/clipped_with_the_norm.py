# outcome: raises InvalidArgumentError
"""Clipping gives the gradients and their norm, and nobody takes the two apart."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.SGD(0.1)


def step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    clipped = tf.clip_by_global_norm(grads, 1.0)  # error: [mismatched-gradients]
    optimizer.apply_gradients(zip(clipped, model.trainable_variables))  # or: [mismatched-gradients]
    return loss


step(tf.ones((2, 3)), tf.zeros((2, 2)))
