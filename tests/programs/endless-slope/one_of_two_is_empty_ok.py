# outcome: flows
"""Both towers have a bias, or nothing is divided by the length of what is empty."""
import keras
import tensorflow as tf

asked = tf.constant([[0.5, 1.0], [0.3, 0.2]])
shown = tf.constant([[0.7, 0.1], [0.0, 0.0]])
left = keras.layers.Dense(3, use_bias=False)
right = keras.layers.Dense(3, bias_initializer="ones")


def direction(v):
    return v / tf.sqrt(tf.reduce_sum(v * v, axis=-1, keepdims=True) + 1e-9)


with tf.GradientTape() as tape:
    alike = tf.reduce_sum(direction(left(asked)) * direction(right(shown)), axis=-1)
    loss = tf.reduce_mean(1.0 - alike) + tf.reduce_mean(direction(left(shown)))
print(tape.gradient(loss, left.trainable_variables + right.trainable_variables))
