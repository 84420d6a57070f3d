# outcome: nan
"""One function measures two towers, and only what goes through the second one holds an empty row."""
import keras
import tensorflow as tf

asked = tf.constant([[0.5, 1.0], [0.3, 0.2]])
shown = tf.constant([[0.7, 0.1], [0.0, 0.0]])
left, right = keras.layers.Dense(3, use_bias=False), keras.layers.Dense(3, use_bias=False)


def direction(v):
    size = tf.norm(v, axis=-1, keepdims=True)  # warning: [endless-slope]
    return v / size  # or: [endless-slope]


with tf.GradientTape() as tape:
    alike = tf.reduce_sum(direction(left(asked)) * direction(right(shown)), axis=-1)
    loss = tf.reduce_mean(1.0 - alike)
print(tape.gradient(loss, left.trainable_variables + right.trainable_variables))
