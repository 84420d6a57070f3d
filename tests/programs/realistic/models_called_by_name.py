# outcome: part
"""Models in models, each given its `inputs` by name; the first block is given away."""
import tensorflow as tf


def block(width):
    inputs = tf.keras.Input((None, width))
    mixed = tf.keras.layers.Dense(width)(inputs)
    return tf.keras.Model(inputs=inputs, outputs=mixed)


first, second = block(4), block(4)
data = tf.ones((2, 3, 4))
with tf.GradientTape() as tape:
    hidden = tf.stop_gradient(first(inputs=data))  # warning: [stop-gradient]
    loss = tf.reduce_sum(tf.square(second(inputs=hidden)))
weights = first.trainable_variables + second.trainable_variables
print(tape.gradient(loss, weights))
