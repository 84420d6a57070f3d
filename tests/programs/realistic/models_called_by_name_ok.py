# outcome: flows
"""Models in models, each given its `inputs` by name."""
import tensorflow as tf


def attention(width):
    query = tf.keras.Input((None, width))
    key = tf.keras.Input((None, width))
    mixed = tf.keras.layers.Dense(width)(query) + tf.keras.layers.Dense(width)(key)
    return tf.keras.Model(inputs=[query, key], outputs=mixed)


def block(width):
    inputs = tf.keras.Input((None, width))
    mixed = attention(width)(inputs=[inputs, inputs])
    return tf.keras.Model(inputs=inputs, outputs=tf.keras.layers.Dense(width)(mixed))


start = tf.keras.Input((None, 4))
hidden = start
for _ in range(2):
    hidden = block(4)(inputs=hidden)
model = tf.keras.Model(start, hidden)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(model(inputs=tf.ones((2, 3, 4)))))
print(tape.gradient(loss, model.trainable_variables))
