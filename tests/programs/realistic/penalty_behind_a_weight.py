# outcome: none
"""A penalty that is off unless its weight says otherwise."""
import tensorflow as tf


def penalties(critic, real, fake, weight_real=10.0, weight_fake=0.0):
    total = 0.0
    if weight_real != 0.0:
        with tf.GradientTape() as tape:
            tape.watch(real)
            score = tf.reduce_sum(critic(real))
        total += weight_real * tf.reduce_mean(tf.square(tape.gradient(score, real)))
    if weight_fake != 0.0:
        with tf.GradientTape() as tape:
            tape.watch(fake)
            score = tf.reduce_sum(tf.round(critic(fake)))  # error: [non-differentiable-op]
        slope = tape.gradient(score, fake)
        total += 0.0 if slope is None else weight_fake * tf.reduce_mean(tf.square(slope))
    return total


# used: penalties(tf.keras.layers.Dense(1), tf.ones((2, 3)), tf.ones((2, 3)), 0.0, 1.0)
