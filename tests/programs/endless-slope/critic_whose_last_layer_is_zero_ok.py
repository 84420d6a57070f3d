# outcome: flows
"""A way beside the layer of zeros has a slope, and so has a layer that was given others."""
import tensorflow as tf
from tensorflow.keras import layers

body, head, beside = layers.Dense(8, activation="tanh"), layers.Dense(1, kernel_initializer="zeros"), layers.Dense(1)
given = layers.Dense(1, kernel_initializer="zeros")
points = tf.random.normal([6, 2])
given(body(points))
given.set_weights([tf.random.normal([8, 1]).numpy(), tf.zeros([1]).numpy()])


def penalty(critic):
    with tf.GradientTape() as tape:
        tape.watch(points)
        scores = critic(points)
    slopes = tape.gradient(scores, points)
    return tf.reduce_mean(tf.square(tf.norm(slopes, axis=1) - 1.0))


with tf.GradientTape(persistent=True) as tape:
    mixed = penalty(lambda x: head(body(x)) + beside(x))
    alone = penalty(lambda x: given(body(x)))
print(tape.gradient(mixed, [*body.trainable_variables, beside.kernel]))
print(tape.gradient(alone, given.trainable_variables[:1]))
