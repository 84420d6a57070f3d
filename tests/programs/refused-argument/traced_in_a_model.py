# outcome: raises ValueError
"""A traced function is given what only stands for a tensor."""
import tensorflow as tf


@tf.function
def scaled(v, factor):
    return factor * v


seen = tf.keras.Input((3,))
grown = scaled(seen, factor=2.0)  # error: [refused-argument]
model = tf.keras.Model(seen, tf.keras.layers.Dense(1)(grown))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones((2, 3))))
print(tape.gradient(loss, model.trainable_variables))
