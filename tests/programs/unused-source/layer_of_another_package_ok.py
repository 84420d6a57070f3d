# outcome: flows
"""A functional model with a layer of which nothing is known: what goes through it may get on."""

import tensorflow as tf


def layer_from(config):
    return tf.keras.layers.deserialize(config)


inputs = tf.keras.Input(shape=(3,))
hidden = tf.keras.layers.Dense(4)(inputs)
hidden = layer_from({"module": "keras.layers", "class_name": "LayerNormalization", "config": {}})(
    hidden
)
critic = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(2.0 * hidden))

generator = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(3)])
with tf.GradientTape() as tape:
    fake = generator(tf.random.normal((4, 2)), training=True)
    loss = -tf.reduce_mean(critic(fake, training=True))
print([g.shape for g in tape.gradient(loss, generator.trainable_variables)])
